#!/usr/bin/env bash
# suites.sh [NAME...]: sees to what the suites' applications need; all of them when none is named. A second run takes a moment.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

(($#)) || set -- $(basename -s .sh scripts/suites/*.sh)
for name in "$@"; do
    "scripts/suites/$name.sh"
done
