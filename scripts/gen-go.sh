#!/usr/bin/env bash
# gen-go.sh [FOLDER]: generates what the Go client has of proto/ and clients/shared into FOLDER, clients/go by default.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

module=github.com/pacts-dev/pacts/clients/go
out=${1:-clients/go}
. scripts/go.sh || exit 0

mapfile -t protos < <(cd proto && find pacts -name '*.proto' | LC_ALL=C sort)
mkdir -p "$out/pacts/v1"
rm -f "$out/pacts/v1"/*.pb.go
.venv/bin/python -m grpc_tools.protoc -Iproto \
    --plugin="$tools/go/protoc-gen-go" --plugin="$tools/go/protoc-gen-go-grpc" \
    --go_out="$out" --go_opt="module=$module" --go-grpc_out="$out" --go-grpc_opt="module=$module" "${protos[@]}"
