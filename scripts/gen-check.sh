#!/usr/bin/env bash
# Fails when the committed stubs are not what proto/ generates.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
scripts/gen.sh "$fresh"
diff -r --brief --exclude=__pycache__ "$fresh/pacts/v1" clients/python/src/pacts/v1 \
    || fail "generated code is out of date: run make gen"
