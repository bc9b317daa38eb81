#!/usr/bin/env bash
# capture.sh [FOLDER]: builds the in-page scripts into FOLDER, by default the daemon's.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

out=$(realpath -m "${1:-pacts_daemon/browser}")
. scripts/node.sh
cd clients/capture
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
npm run --silent check
node build.mjs "$out"
