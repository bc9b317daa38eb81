# shellcheck shell=bash
# Sees to WebKitGTK with its driver, and to a screen for it, which it can't do without: from Debian. Sourced after lib.sh.
# It starts processes of its own by the place where they are installed, so that unpacking it is of no use.
{ have WebKitWebDriver && have Xvfb; } || {
    { have apt-get && may_install; } && say "WebKit, from Debian" && install_debian webkit2gtk-driver xvfb || true
    { have WebKitWebDriver && have Xvfb; } || fail "WebKit is missing (Debian: apt-get install webkit2gtk-driver xvfb)"
}
