#!/usr/bin/env bash
# node-packages.sh FOLDER: installs what FOLDER/package-lock.json names, if it is not there yet.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/node.sh

cd "$1"
# Not older than the lock: the copy is made only once npm has installed all of it.
cmp --silent package-lock.json node_modules/installed.json || {
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    cp package-lock.json node_modules/installed.json
}
