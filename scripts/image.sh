#!/usr/bin/env bash
# Builds the targets of the Dockerfile with Debian's buildah, on the bases of scripts/image-base.sh, as pacts and pacts-slim.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/image-lib.sh

have rustc || fail "a Rust toolchain is missing: rustc is not on PATH"
scripts/image-base.sh
options=(
    --isolation chroot --format docker --layers --pull-never
    --build-arg BUILD_BASE=stand-in/rust --build-arg RUNTIME_BASE=stand-in/debian
    --build-arg "REVISION=$(git rev-parse HEAD)"
    --volume "$(rustc --print sysroot):/opt/rust:ro"
)
# Where this machine trusts an authority of its own, the build has to as well.
[[ -s ${SSL_CERT_FILE:-} ]] && options+=(--secret "id=ca,src=$SSL_CERT_FILE")
for target in build pacts-slim pacts; do
    SECONDS=0
    in_buildah build "${options[@]}" --target "$target" --tag "$target" . >"$image_root/$target.log" 2>&1 ||
        fail "$target can't be built, $image_root/$target.log has it all: $(tail -5 "$image_root/$target.log")"
    say "image: $target built in $SECONDS s"
done
in_buildah rmi --prune >/dev/null # what the last build left, for only its layers are used again
