#!/usr/bin/env bash
# Fails when the committed in-page scripts are not what clients/capture builds.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
scripts/capture.sh "$fresh"
for script in capture.js elements.js check.js; do
    cmp "$fresh/$script" "pacts_daemon/browser/$script" \
        || fail "$script is out of date: run scripts/capture.sh"
done
