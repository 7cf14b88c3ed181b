# Latchkey: make run starts everything, make test tests everything.
.PHONY: run test build secrets format clean

export PORT_BASE FRESH RESTART LATCHKEY_DATA

run:
	@exec deploy/local/run.sh

test:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B verify

build:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -Dquick package

# Fresh keys for a cluster, as Kubernetes Secrets on standard output.
secrets:
	@exec deploy/local/secrets.sh

format:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q spotless:apply

clean:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q clean
