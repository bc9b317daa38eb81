#!/bin/sh
# Takes out of an environment what a running daemon never reads: symbols for debuggers, the driver's own web pages and typings.
set -eu
driver=$(echo "$1"/lib/python3*/site-packages/playwright/driver)
strip --strip-all "$driver/node"
find "$1" -name "*.so*" -type f -exec strip --strip-unneeded {} +
rm -r "$driver/package/lib/vite" "$driver/package/types"
