#!/usr/bin/env bash
# Checks, tests and packs the Go client: each module of clients/go, and the example.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/go.sh || exit 0

modules=(clients/go clients/go/pactschromedp clients/go/scenarios examples/go-chromedp)
unformatted=$(gofmt -l clients/go examples/go-chromedp)
[[ -z $unformatted ]] || fail "not formatted by gofmt: $unformatted"
for module in "${modules[@]}"; do
    (cd "$module" && go vet ./... && "$tools/go/staticcheck" ./... && go test -count=1 ./...) || fail "$module does not pass"
done
