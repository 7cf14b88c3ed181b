#!/bin/sh
# Prints the home of a JDK 25 or newer: JAVA_HOME's where it is one, else one from the usual places. Fails, and says
# what to install, where there is none.
set -u

version() {
    [ -x "$1/bin/javac" ] || return 1
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

good() {
    found=$(version "$1") || return 1
    [ -n "$found" ] && [ "$found" -ge 25 ]
}

if [ -n "${JAVA_HOME:-}" ] && good "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    exit 0
fi

on_path=$(command -v javac || command -v java || true)
if [ -n "$on_path" ]; then
    home=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    siblings=$(dirname "$home")
else
    home=
    siblings=
fi

for candidate in "$home" "$siblings"/*25* /usr/lib*/jvm/*25* /opt/*jdk*25* "${HOME:-/}"/.sdkman/candidates/java/25* \
    "$siblings"/* /usr/lib*/jvm/* /opt/*jdk*; do
    if [ -n "$candidate" ] && good "$candidate"; then
        printf '%s\n' "$candidate"
        exit 0
    fi
done

echo "Latchkey needs a JDK 25 or newer, and none was found: install one (Eclipse Temurin 25, say) and set JAVA_HOME to it." >&2
exit 1
