#!/bin/sh
# make run: builds what is missing, then runs the stack until it is stopped. Ctrl-C and SIGTERM reach the supervisor
# alone, which stops its children in order; the terminal does not signal them all at once.
set -u
cd "$(dirname "$0")/../.."

JAVA_HOME=$(deploy/local/jdk.sh) || exit 1
export JAVA_HOME
command -v mvn >/dev/null || { echo "Latchkey needs Maven 3.8.7 or newer: install it (apt-get install maven)." >&2; exit 1; }

free=$(df -Pk . | awk 'NR == 2 { print $4 }')
if [ "$free" -lt 524288 ]; then
    echo "Latchkey cannot start: the disk is full ($((free / 1024)) MB are free here, 512 are needed)." >&2
    exit 1
fi

# The supervisor's lock is what counts; this only keeps the build from replacing what a running stack has loaded.
data=${LATCHKEY_DATA:-$PWD/.latchkey}
holder=$(cat "$data/lock" 2>/dev/null)
if [ -n "$holder" ] && tr '\0' ' ' 2>/dev/null <"/proc/$holder/cmdline" | grep -q RunStack; then
    echo "Latchkey cannot start: it is running already, with the data in $data; stop that one, or start another with PORT_BASE=9000 LATCHKEY_DATA=…." >&2
    exit 1
fi

built=.built
newest=$(find pom.xml event-contracts http-edge outbox deploy/local identity-service workspace-service token-service \
    -name target -prune -o -type f -newer deploy/local/target/$built -print 2>/dev/null | head -n 1)
if [ ! -f deploy/local/target/$built ] || [ -n "$newest" ]; then
    echo "building (the first time takes some minutes; Maven's output: target/build.log)"
    mkdir -p target
    modules=deploy/local,identity-service,workspace-service,token-service
    mvn -B -Dquick -am -pl "$modules" package >target/build.log 2>&1 &
    build=$!
    trap 'kill "$build" 2>/dev/null; exit 130' INT TERM HUP
    while kill -0 "$build" 2>/dev/null; do
        sleep 5
        step=$(grep -E '^\[INFO\] (Building|--- )' target/build.log | tail -n 1 | cut -c8-100)
        [ -n "$step" ] && kill -0 "$build" 2>/dev/null && echo "  $step"
    done
    if ! wait "$build"; then
        grep -E '^\[ERROR\]' target/build.log | head -n 15 >&2
        echo "The build failed; see target/build.log." >&2
        exit 1
    fi
    touch deploy/local/target/$built
fi

export LATCHKEY_HOME="$PWD"
setsid "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "deploy/local/target/latchkey-local-0.1.0.jar:deploy/local/target/lib/*" \
    io.latchkey.local.run.RunStack &
stack=$!
told=
trap 'told=1; kill -TERM "$stack" 2>/dev/null' INT TERM HUP
# wait returns at a signal too; the stack is stopping then, and is waited for once more.
while kill -0 "$stack" 2>/dev/null; do
    wait "$stack"
    code=$?
done
# Stopping when told to is no failure.
[ -n "$told" ] && exit 0
exit "${code:-0}"
