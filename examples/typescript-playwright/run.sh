#!/usr/bin/env bash
# Runs the example with the client as it is in this repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)
export PATH="$root/.venv/bin:$PATH"
(cd "$root" && scripts/node-packages.sh clients/typescript)
[[ -d "$root/.tools/node/bin" ]] && export PATH="$root/.tools/node/bin:$PATH"
packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT
(cd "$root/clients/typescript" && npm run --silent build && npm pack --silent --pack-destination "$packed" >/dev/null)
npm install --silent --no-save --no-package-lock --no-audit --no-fund "$packed"/*.tgz
npx playwright test "$@"
