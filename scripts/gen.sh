#!/usr/bin/env bash
# gen.sh [CLIENT DAEMON]: generates the Python stubs from proto/ into the sources of the client, and those of what is
# stored into the daemon's; then, without arguments, what all clients share (scripts/gen-shared.py)
# and the stubs of the other clients.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

# generate OUT PACKAGE PLUGIN...
generate() {
    local out=$1 package=$2 protos
    mapfile -t protos < <(cd proto && find "$package" -name '*.proto' | LC_ALL=C sort)
    mkdir -p "$out/$package"
    rm -f "$out/$package"/*_pb2*
    .venv/bin/python -m grpc_tools.protoc -Iproto \
        --plugin=protoc-gen-mypy=.venv/bin/protoc-gen-mypy \
        --plugin=protoc-gen-mypy_grpc=.venv/bin/protoc-gen-mypy_grpc \
        --python_out="$out" --mypy_out=quiet,readable_stubs:"$out" "${@:3}" "${protos[@]}"
    : >"$out/$package/__init__.py"
}

client="${1:-clients/python/src}"
generate "$client" pacts/v1 --grpc_python_out="$client" --mypy_grpc_out=quiet:"$client"
generate "${2:-.}" pacts_daemon/codec/v1
(($#)) || {
    .venv/bin/python scripts/gen-shared.py
    scripts/gen-go.sh
    scripts/gen-typescript.sh
}
