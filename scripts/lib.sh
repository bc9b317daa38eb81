# shellcheck shell=bash
# Shared by the other scripts, which source it with the repository's root as working folder.
set -euo pipefail

tools="$PWD/.tools"
export PATH="$tools/bin:$PATH:${HOME:-/root}/.cargo/bin"

say() { printf '%s\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

may_install() { [[ $(id -u) == 0 ]] || { have sudo && sudo -n true 2>/dev/null; }; }

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }

# An update that fails in part must not stop us: another source may have all that we need.
install_debian() {
    as_root apt-get -qq update || say "warning: apt-get update failed in part"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --no-install-recommends -y "$@" >/dev/null
}

# An apt of our own beside the system's: any user may download with it, and nothing is installed.
private_apt() {
    local state="$tools/apt"
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    cat >"$state/apt.conf" <<END
Dir::State "$state";
Dir::State::lists "$state/lists";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$state/cache";
Dir::Log "$state";
Debug::NoLocking "1";
APT::Sandbox::User "root";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END
    apt-get -qq -c "$state/apt.conf" "$@"
}

# unpack_debian NAME PACKAGE...: unpacks packages, and what they need and the system lacks, in .tools/NAME.
unpack_debian() {
    local folder="$tools/$1" deb
    { have apt-get && have dpkg-deb; } || return 1
    private_apt update || say "warning: apt-get update failed in part"
    private_apt install --download-only --no-install-recommends -y "${@:2}" || return 1
    rm -rf "$folder" && mkdir -p "$folder"
    for deb in "$tools"/apt/cache/archives/*.deb; do
        dpkg-deb -x "$deb" "$folder"
    done
    rm -rf "$tools/apt"
}

# wrap_unpacked NAME PROGRAM: makes .tools/bin/… of a program in .tools/NAME. What it needs was unpacked beside it, where the
# system's loader does not look.
wrap_unpacked() {
    local wrapper
    wrapper="$tools/bin/$(basename "$2")"
    mkdir -p "$tools/bin"
    cat >"$wrapper" <<END
#!/bin/sh
export LD_LIBRARY_PATH="$tools/$1/usr/lib/$(uname -m)-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
exec "$tools/$1/$2" "\$@"
END
    chmod +x "$wrapper"
}
