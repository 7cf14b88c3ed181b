# Latchkey: make run starts everything, make test tests everything.
.PHONY: run test faults build lint secrets format clean

export PORT_BASE FRESH RESTART LATCHKEY_DATA LATCHKEY_CONFIG

run:
	@exec deploy/local/run.sh

test:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B verify

# What breaks, what is promised all the same, and that each protection is needed: a table, and faults.json.
faults: build
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q verify -pl system-tests -Dtest=FaultRuns

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
