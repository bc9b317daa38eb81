#!/usr/bin/env bash
# Builds the images and runs them, without an engine: scripts/image-base.sh says what stands in for the bases, and
# tests/image/container.py for the container.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/image-lib.sh

[[ $(id -u) == 0 ]] || fail "the check of the images needs root: it makes a system and changes its root"
# With --built those that were built last are run.
if [[ ${1:-} == --built ]]; then shift; else scripts/image.sh; fi
export PATH="$tools/uv/bin:$PATH"
containers=()
end() { ((${#containers[@]} == 0)) || in_buildah rm "${containers[@]}" >/dev/null; }
trap end EXIT

described="$image_root/images.json"
printf '[' >"$described"
for target in pacts pacts-slim; do
    container=$(in_buildah from --pull-never "$target")
    containers+=("$container")
    root=$(in_buildah mount "$container")
    bill="$image_root/$target.cdx.json"
    dpkg-query --admindir "$root/var/lib/dpkg" --show | .venv/bin/python scripts/sbom.py --debian - >"$bill"
    say "image: $target is made of $(grep -c '"bom-ref"' "$bill") parts: ${bill#"$PWD/"}"
    touch "$root/etc/hosts" # as engines make it, to be mounted over
    ((${#containers[@]} == 1)) || printf ',' >>"$described"
    in_buildah inspect --type image --format "{\"name\": \"$target\", \"root\": \"$root\", \"docker\": {{.Config}}, \"manifest\": {{.Manifest}}}" "$target" >>"$described"
done
printf ']' >>"$described"
PACTS_TEST_IMAGES="$described" .venv/bin/pytest tests/image -s "$@"
