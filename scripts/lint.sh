#!/usr/bin/env bash
# Every check that reads code without running it.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

failed=()
check() {
    local name=$1
    shift
    "$@" || failed+=("$name")
}

quietly() {
    local output
    output=$("$@" 2>&1) || { printf '%s\n' "$output" && return 1; }
}

check "ruff check" .venv/bin/ruff check --quiet
check "ruff format" .venv/bin/ruff format --check --quiet
check mypy .venv/bin/mypy --no-error-summary
check lint-imports quietly .venv/bin/lint-imports --no-cache
check "buf lint" .venv/bin/buf lint proto
check "buf breaking" scripts/breaking.sh
check rustfmt cargo fmt --check
check clippy cargo clippy --quiet --locked --all-targets --all-features \
    -- -D warnings -D clippy::too_many_lines
((${#failed[@]} == 0)) || fail "failed: $(IFS=,; echo "${failed[*]}")"
