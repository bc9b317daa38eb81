# shellcheck shell=bash
# Sets PACTS_CHROMEDRIVER to a chromedriver: the caller's, the path's, or Debian's, unpacked in .tools where it may not be
# installed. Sourced after lib.sh.
if [[ -z ${PACTS_CHROMEDRIVER:-} ]]; then
    PATH="$PATH:$tools/bin"
    have chromedriver || {
        have apt-get && say "chromedriver, from Debian"
        if may_install; then
            install_debian chromium-driver
        else
            unpack_debian chromedriver chromium-driver && wrap_unpacked chromedriver usr/bin/chromedriver
        fi
    } || true
    have chromedriver || fail "chromedriver is missing (Debian: apt-get install chromium-driver)"
    PACTS_CHROMEDRIVER=$(command -v chromedriver)
fi
export PACTS_CHROMEDRIVER PATH
