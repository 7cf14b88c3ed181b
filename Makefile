# Latchkey: make run starts everything, make test tests everything.
.PHONY: run test build lint secrets format clean

export PORT_BASE FRESH RESTART LATCHKEY_DATA

run:
	@exec deploy/local/run.sh

test:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B verify

build:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -Dquick package

# The OpenAPI documents and the gRPC contract; needs Node.js.
lint: build
	@exec deploy/local/lint.sh

# Fresh keys for a cluster, as Kubernetes Secrets on standard output.
secrets:
	@exec deploy/local/secrets.sh

format:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q spotless:apply

clean:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q clean
