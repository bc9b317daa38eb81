#!/usr/bin/env bash
# Fails when the committed capture script is not what clients/capture builds.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
scripts/capture.sh "$fresh/capture.js"
cmp "$fresh/capture.js" pacts_daemon/browser/capture.js \
    || fail "the built capture script is out of date: run scripts/capture.sh"
