#!/bin/sh
# make secrets: fresh keys for a cluster, as Kubernetes Secrets on standard output.
set -u
cd "$(dirname "$0")/../.."
JAVA_HOME=$(deploy/local/jdk.sh) || exit 1
export JAVA_HOME
mvn -B -q -Dquick -am -pl deploy/local package >&2 || exit 1
exec "$JAVA_HOME/bin/java" -cp "deploy/local/target/latchkey-local-0.1.0.jar:deploy/local/target/lib/*" \
    io.latchkey.local.run.SecretManifests
