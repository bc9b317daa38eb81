#!/usr/bin/env bash
# stage.sh NAME COMMAND...: runs one stage of the checks, and says how long it took.
set -uo pipefail
name=$1
shift
printf '== %s\n' "$name"
SECONDS=0
"$@"
code=$?
if ((code == 0)); then verdict=passed; else verdict="FAILED, exit code $code"; fi
printf '== %s: %s, %d s\n' "$name" "$verdict" "$SECONDS"
exit "$code"
