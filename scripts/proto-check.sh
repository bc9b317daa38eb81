#!/usr/bin/env bash
# Generates Java from proto/pacts, and compiles it with a caller's few lines.
# With CI=true a language that is not installed fails; else it is named.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

root=$PWD
mapfile -t protos < <(cd proto && find pacts -name '*.proto' | LC_ALL=C sort)

generate() { (cd "$root" && .venv/bin/python -m grpc_tools.protoc -Iproto "$@" "${protos[@]}"); }

# fresh LANGUAGE [KEPT]: a copy of tests/proto/LANGUAGE to generate into, without what an earlier run left but KEPT.
fresh() {
    work="$tools/proto/$1"
    mkdir -p "$work"
    find "$work" -mindepth 1 -maxdepth 1 ! -name "${2:-}" -exec rm -rf {} +
    cp -r "tests/proto/$1/." "$work"
}

check_java() {
    fresh java
    local output
    # Maven writes colours even to no terminal, so a success shows nothing.
    output=$(cd "$work" && mvn -q -B -ntp -Dproto.dir="$root/proto" compile 2>&1) || fail "$output"
}

# Each in a shell of its own, so that the first command that fails ends it, and the others are checked too.
failed=()
check() {
    local language=$1 program
    for program in "${@:2}"; do
        have "$program" && continue
        [[ ${CI:-} != true ]] || fail "$language is not checked: $program is not on the PATH"
        say "proto-check: $language is not checked, since $program is not on the PATH" && return
    done
    if "$BASH" "${BASH_SOURCE[0]}" "$language"; then say "proto-check: $language compiles"; else failed+=("$language"); fi
}

if (($#)); then
    "check_$1"
    exit
fi
check java java mvn
((${#failed[@]} == 0)) || fail "does not compile: ${failed[*]}"
