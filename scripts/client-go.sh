#!/usr/bin/env bash
# Checks, tests and packs the Go client: each module of clients/go, and the example.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/go.sh || exit 0

export PACTS_COMMAND="${PACTS_COMMAND:-$PWD/.venv/bin/pacts}"
mapfile -t modules < <(git ls-files --cached --others --exclude-standard 'clients/go/*go.mod' 'examples/go-*/go.mod' | grep -v '/tools/' | xargs -n 1 dirname)

unformatted=$(gofmt -l clients/go)
[[ -z $unformatted ]] || fail "not formatted by gofmt: $unformatted"
for module in "${modules[@]}"; do
    (
        cd "$module"
        go vet ./...
        "$tools/go/staticcheck" ./...
        go test -count=1 ./...
    ) || fail "$module does not pass"
done
