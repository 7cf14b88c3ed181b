#!/bin/sh
# Prints where libfaketime is: the installed one, else one that Debian's package is unpacked to here; nothing where neither
# can be had, and then no clock jumps in the fault runs.
set -u
cd "$(dirname "$0")"

library() {
    find "$1" -path '*faketime/libfaketime.so.1' 2>/dev/null | head -n 1
}

mkdir -p target/faketime
found=$(library /usr/lib)
[ -n "$found" ] || found=$(library "$PWD/target/faketime")
if [ -z "$found" ] && command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
    (cd target/faketime && apt-get download -qq libfaketime && dpkg -x libfaketime_*.deb .) >/dev/null 2>&1
    found=$(library "$PWD/target/faketime")
fi
printf '%s\n' "$found"
