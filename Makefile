# Latchkey: make run starts everything, make test tests everything.
.PHONY: run test faults upgrade bench fuzz aot sbom build lint secrets format clean

export PORT_BASE FRESH RESTART LATCHKEY_DATA LATCHKEY_CONFIG

run:
	@exec deploy/local/run.sh

test:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B verify

# What breaks, what is promised all the same, and that each protection is needed: a table, and faults.json.
faults: aot
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && \
	  exec mvn -B -q verify -pl system-tests -Dtest=FaultRuns -Dlibfaketime="$$(system-tests/libfaketime.sh)"

# An older version is replaced by this one while clients use it; FROM is a revision of this repository.
upgrade: FROM ?= 574b3131e8dad0f1d0e5dee12bc27d494ff8ed1a
upgrade: build
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && rm -rf system-tests/target/before && mkdir -p system-tests/target/before && \
	  git archive $(FROM) | tar -x -C system-tests/target/before && \
	  (cd system-tests/target/before && mvn -B -q -Dquick package -pl '!system-tests') && \
	  exec mvn -B -q verify -pl system-tests -Dtest=UpgradeRuns -Dbefore=target/before

# What it costs, beside references in the same run: tables, bench.json and bench.svg; some 15 minutes.
bench: build
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && \
	  mvn -B -q dependency:unpack@keycloak -pl system-tests && exec mvn -B -q verify -pl system-tests -Dtest=BenchRuns

# What parses what comes from outside, each for a minute with whatever gets furthest (Jazzer); what is found is kept as a test's input.
fuzz:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && export JAZZER_FUZZ=1 && \
	  exec mvn -B test -pl http-edge,token-service -am -Dtest='*Fuzz' -Dsurefire.failIfNoSpecifiedTests=false -DreuseForks=false

# What the JVM learns of each service's start, kept beside its jars: make run and the images start with it.
aot: build
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q verify -pl system-tests -Dtest=AotRuns

# It leaves the mark by which make run sees that nothing is missing.
build:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && mvn -B -Dquick package && touch deploy/local/target/.built

# What it is made of: target/bom.json (CycloneDX), the licences, and which dependencies have newer versions.
sbom:
	@JAVA_HOME=$$(deploy/local/jdk.sh) && export JAVA_HOME && exec mvn -B -q -Dquick package \
	  cyclonedx:makeAggregateBom license:aggregate-add-third-party versions:dependency-updates-report
	@echo "target/bom.json, target/generated-sources/license/THIRD-PARTY.txt, target/reports/dependency-updates-report.html"

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
