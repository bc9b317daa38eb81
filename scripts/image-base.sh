#!/usr/bin/env bash
# Makes what stands in for the bases of the Dockerfile, which are in a registry: Debian from its packages, cut down as its slim
# image is, and the same with this machine's Rust. Made once, in .tools/image.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/image-lib.sh

need_buildah
say "image: a Debian 12 from packages stands in for debian:bookworm-slim, the same with the Rust of this machine for rust:1.95-slim-bookworm"
in_buildah images --quiet stand-in/rust >/dev/null 2>&1 && exit 0
[[ $(id -u) == 0 ]] || fail "the check of the images needs root: it makes a system and changes its root"
root="$image_root/debian"
mirror=${PACTS_DEBIAN_MIRROR:-http://deb.debian.org}
rm -rf "$root" && mkdir -p "$root"
nice debootstrap --variant=minbase bookworm "$root" "$mirror/debian" >"$image_root/debootstrap.log" || fail "no Debian: $(tail -1 "$image_root/debootstrap.log")"

# As the image of that name: sources with security, no manuals, no translations, nothing kept of apt.
cat >"$root/etc/apt/sources.list" <<SOURCES
deb $mirror/debian bookworm main
deb $mirror/debian bookworm-updates main
deb $mirror/debian-security bookworm-security main
SOURCES
cat >"$root/etc/dpkg/dpkg.cfg.d/docker" <<'DPKG'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/groff/*
path-exclude /usr/share/info/*
path-exclude /usr/share/linda/*
path-exclude /usr/share/lintian/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
DPKG
find "$root/usr/share/doc" -type f -not -name copyright -delete
rm -rf "$root"/usr/share/{groff,info,linda,lintian,locale,man} "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/*

container=$(in_buildah from scratch)
in_buildah add --quiet "$container" "$root" / >/dev/null
in_buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
in_buildah commit --quiet "$container" stand-in/debian >/dev/null
in_buildah run --isolation chroot "$container" -- sh -ec '
    apt-get -qq update && apt-get -qq install -y --no-install-recommends ca-certificates >/dev/null
    for program in cargo rustc; do ln -s "/opt/rust/bin/$program" /usr/local/bin/; done'
in_buildah commit --quiet --rm "$container" stand-in/rust >/dev/null
rm -rf "$root"
