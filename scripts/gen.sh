#!/usr/bin/env bash
# gen.sh [FOLDER]: generates the Python stubs from proto/ into FOLDER, by default the client's.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

out="${1:-clients/python/src}"
mapfile -t protos < <(cd proto && find pacts -name '*.proto' | LC_ALL=C sort)
mkdir -p "$out/pacts/v1"
rm -f "$out"/pacts/v1/*_pb2*
.venv/bin/python -m grpc_tools.protoc -Iproto \
    --plugin=protoc-gen-mypy=.venv/bin/protoc-gen-mypy \
    --plugin=protoc-gen-mypy_grpc=.venv/bin/protoc-gen-mypy_grpc \
    --python_out="$out" --grpc_python_out="$out" \
    --mypy_out=quiet,readable_stubs:"$out" --mypy_grpc_out=quiet:"$out" "${protos[@]}"
: >"$out/pacts/v1/__init__.py"
