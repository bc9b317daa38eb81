# shellcheck shell=bash
# buildah without an engine: no daemon, no registry, no containers of its own kind. Sourced after lib.sh.
image_root="$tools/image"

need_buildah() {
    have buildah && have debootstrap && return
    have apt-get && may_install && say "image: buildah and debootstrap, from Debian" && install_debian buildah debootstrap
    have buildah && have debootstrap || fail "buildah and debootstrap are missing (Debian: apt-get install buildah debootstrap)"
}

in_buildah() {
    nice buildah --root "$image_root/storage" --runroot "$image_root/run" --storage-driver "${PACTS_IMAGE_DRIVER:-overlay}" "$@"
}
