# shellcheck shell=bash
# Sets PACTS_CHROMEDRIVER to a chromedriver: the caller's, the path's, or Debian's. Sourced after lib.sh.
if [[ -z ${PACTS_CHROMEDRIVER:-} ]]; then
    have chromedriver || {
        may_install && have apt-get && say "chromedriver, from Debian" && install_debian chromium-driver
    } || true
    have chromedriver || fail "chromedriver is missing (Debian: apt-get install chromium-driver)"
    PACTS_CHROMEDRIVER=$(command -v chromedriver)
fi
export PACTS_CHROMEDRIVER
