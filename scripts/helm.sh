#!/usr/bin/env bash
# Builds Helm from its Go module in .tools/helm, once: some minutes; .tools/bin/helm is it.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

version=v3.22.0
folder="$tools/helm/$version"
mkdir -p "$tools/bin"
ln -sfn "../helm/$version/helm" "$tools/bin/helm"
[[ -x $folder/helm ]] && exit 0
have go || fail "Go is missing: Helm is built from source (https://go.dev/dl)"
say "helm: Helm $version from source, which takes some minutes"
mkdir -p "$folder"
GOBIN="$folder" GOFLAGS=-mod=mod nice go install "helm.sh/helm/v3/cmd/helm@$version" >"$folder/build.log" 2>&1 || fail "Helm can't be built: $(tail -1 "$folder/build.log")"
