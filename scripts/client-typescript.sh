#!/usr/bin/env bash
# client-typescript.sh [VITEST ARGUMENTS]: lint, types, tests and package of the TypeScript client; then page
# objects that are exported for it, unless arguments say what to test.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/node.sh

scripts/node-packages.sh clients/typescript
cd clients/typescript
npm run --silent lint
npm run --silent typecheck
NO_COLOR=1 node_modules/.bin/vitest run --reporter=dot "$@"
(($# == 0)) || exit 0
cd ../..
exec .venv/bin/pytest tests/pom/typescript
