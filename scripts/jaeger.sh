#!/usr/bin/env bash
# Builds Jaeger from its Go module in .tools/jaeger, once: some minutes. It has no web page, but the whole of the query API.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

version=v1.76.0 # the last that a Go proxy has
folder="$tools/jaeger"
[[ -x $folder/$version/jaeger ]] && exit 0
have go || fail "Go is missing: Jaeger is built from source (https://go.dev/dl)"
say "jaeger: Jaeger $version from source, which takes some minutes"
mkdir -p "$folder/$version" && cd "$folder/$version"
# It can't be installed by its name, for it replaces modules of others; as a tool of a module of ours it can.
[[ -f go.mod ]] || go mod init jaeger.tools >/dev/null 2>&1
export GOFLAGS=-mod=mod
go get -tool "github.com/jaegertracing/jaeger/cmd/jaeger@$version" >build.log 2>&1 || fail "Jaeger can't be had: $(tail -1 build.log)"
go build -o jaeger github.com/jaegertracing/jaeger/cmd/jaeger >>build.log 2>&1 || fail "Jaeger can't be built: $(tail -1 build.log)"
