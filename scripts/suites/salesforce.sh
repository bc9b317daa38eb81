#!/usr/bin/env bash
# Installs Salesforce's components and builds the application of suites/salesforce. A second run takes a moment.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. scripts/lib.sh
. scripts/node.sh

app=suites/salesforce/app
scripts/node-packages.sh "$app"
# What it is made of: its sources, and the packages by their lock.
made_of=$(cd "$app" && find package-lock.json rollup.config.js src -type f -print0 | sort -z | xargs -0 sha256sum)
[[ -f $app/dist/made-of.txt && $(<"$app/dist/made-of.txt") == "$made_of" ]] && exit
rm -rf "$app/dist"
(cd "$app" && npm run --silent build)
printf '%s\n' "$made_of" >"$app/dist/made-of.txt"
