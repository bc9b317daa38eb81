#!/usr/bin/env bash
# Installs the two releases of TiddlyWiki that suites/tiddlywiki serves. A second run takes a moment.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

for release in old new; do
    scripts/node-packages.sh "suites/tiddlywiki/releases/$release"
done
