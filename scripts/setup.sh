#!/usr/bin/env bash
# Makes .venv with the locked packages and the built Rust core. A second run takes a second.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys
if sys.version_info < (3, 11): sys.exit(1)
print(getattr(sys, "_base_executable", None) or sys.executable)' 2>/dev/null && return
    done
    fail "Python 3.11 or newer is missing (Debian 12: apt-get install python3)"
}

check_compilers() {
    local wanted found
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    have cargo || fail "a Rust toolchain, $wanted or newer, is missing: cargo is not on PATH"
    found=$(cargo --version | cut -d' ' -f2) || fail "cargo does not run"
    at_least "$wanted" "$found" || fail "Rust is $found; $wanted or newer is needed"
    have cc && return
    may_install && have apt-get && say "setup: a C linker from Debian" && install_debian gcc libc6-dev
    have cc || fail "a C linker is missing (Debian: apt-get install gcc libc6-dev)"
}

at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

find_uv() {
    local wanted name
    wanted=$(sed -n 's/^required-version = ">=\(.*\)"/\1/p' pyproject.toml)
    for name in uv "$tools/uv/bin/uv"; do
        have "$name" && at_least "$wanted" "$("$name" --version | cut -d' ' -f2)" && uv=$name && return
    done
    say "setup: uv, from PyPI"
    find_pip
    rm -rf "$tools/uv"
    PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore "${pip[@]}" install --quiet --disable-pip-version-check \
        --target "$tools/uv" --require-hashes --requirement scripts/uv.txt || fail "uv can't be had from PyPI"
    uv="$tools/uv/bin/uv"
}

# Debian's python3 comes without pip and without the means to make one: its wheel is a package.
find_pip() {
    pip=("$python" -m pip)
    "${pip[@]}" --version >/dev/null 2>&1 && return
    pip=("$tools/pip/bin/python" -m pip)
    "$python" -m venv --clear "$tools/pip" >/dev/null 2>&1 && return
    unpack_debian pip python3-pip-whl || fail "pip is missing (Debian: apt-get install python3-venv)"
    pip=("$python" "$(echo "$tools"/pip/usr/share/python-wheels/pip-*.whl)/pip")
}

sync() {
    local quiet=(--quiet)
    [[ -t 2 ]] && quiet=()
    [[ -x .venv/bin/pacts ]] || say "setup: packages from PyPI, and the Rust core from source (a minute or two)"
    UV_PYTHON="$python" UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT="$PWD/.venv" \
        "$uv" sync --locked "${quiet[@]}" "$@" || fail "the packages or the Rust core could not be set up"
}

python=$(find_python)
[[ -w . ]] || fail "$PWD can't be written by $(id -un)"
check_compilers
find_uv
unset VIRTUAL_ENV
sync "$@"
# A checkout that was cleaned still has the package's record, but not the built core.
.venv/bin/python -c 'import pacts_daemon._drift_core' 2>/dev/null || sync --reinstall-package pacts-daemon
scripts/browser.sh
