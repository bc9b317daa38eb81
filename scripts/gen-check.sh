#!/usr/bin/env bash
# Fails when the committed stubs are not what proto/ generates.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
scripts/gen.sh "$fresh" "$fresh"
scripts/gen-typescript.sh "$fresh/typescript"
# What gen-shared makes among them is compared below.
sed -n 's/^{# out: \(clients\/typescript\/src\/gen\/.*\) #}/\1/p' clients/shared/templates/*.jinja | xargs -I {} cp {} "$fresh/typescript/"
same() { diff -r --brief --exclude=__pycache__ "$fresh/$1" "$2/$1"; }
{ same pacts/v1 clients/python/src && same pacts_daemon/codec/v1 . \
    && diff -r --brief "$fresh/typescript" clients/typescript/src/gen; } \
    || fail "generated code is out of date: run make gen"
.venv/bin/python scripts/gen-shared.py --check
scripts/gen-go.sh "$fresh/go"
{ [[ ! -d $fresh/go ]] || diff -r --brief "$fresh/go/pacts" clients/go/pacts; } || fail "the Go stubs are out of date: run make gen"
