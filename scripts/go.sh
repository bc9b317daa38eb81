# shellcheck shell=bash
# Sees to Go and to the programs that clients/go/tools names, in .tools/go. Sourced after lib.sh; false when there is no
# Go, which fails with CI=true.
have go || {
    [[ ${CI:-} != true ]] || fail "the Go client is not checked: go is not on the PATH"
    say "go: the Go client is not checked, since go is not on the PATH"
    return 1
}
export GOFLAGS=-mod=readonly PACTS_COMMAND="${PACTS_COMMAND:-$PWD/.venv/bin/pacts}"
(cd clients/go/tools && GOBIN="$tools/go" go install tool) || fail "the Go tools could not be built"
