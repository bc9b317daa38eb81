#!/usr/bin/env bash
# gen-typescript.sh [OUT]: generates the TypeScript stubs from proto/ into the sources of the client.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/node.sh

client=clients/typescript
out="${1:-$client/src/gen}"
scripts/node-packages.sh "$client"
rm -rf "$out/pacts" "$out/google"
mkdir -p "$out"
mapfile -t protos < <(cd proto && find pacts -name '*.proto' | LC_ALL=C sort)
# google.rpc comes with a package of the environment; its other protos are not wanted.
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
.venv/bin/python -m grpc_tools.protoc -Iproto -I"$packages" \
    --plugin="$client/node_modules/.bin/protoc-gen-ts_proto" --ts_proto_out="$out" \
    --ts_proto_opt=outputServices=generic-definitions,esModuleInterop=true,importSuffix=.js \
    --ts_proto_opt=oneof=unions-value,stringEnums=true,enumsAsLiterals=true,removeEnumPrefix=true,useExactTypes=false \
    "${protos[@]}" google/rpc/status.proto google/rpc/error_details.proto
