#!/usr/bin/env bash
# browsers.sh [PYTEST ARGUMENTS]: the in-page scripts and the Selenium client in Firefox and in Chromium, with their drivers.
# Firefox comes from Debian, unpacked in .tools where it may not be installed; geckodriver from crates.io, which takes minutes once.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/chromedriver.sh

# What Firefox needs beside it was unpacked with it, where the system's loader does not look.
wrap_firefox() {
    mkdir -p "$tools/bin"
    cat >"$tools/bin/firefox-esr" <<END
#!/bin/sh
export LD_LIBRARY_PATH="$tools/firefox/usr/lib/$(uname -m)-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
exec "$tools/firefox/usr/lib/firefox-esr/firefox-esr" "\$@"
END
    chmod +x "$tools/bin/firefox-esr"
}

have firefox || have firefox-esr || {
    [[ -x $tools/bin/firefox-esr ]] || {
        say "browsers: Firefox, from Debian"
        unpack_debian firefox firefox-esr || fail "Firefox is missing (Debian: apt-get install firefox-esr)"
        wrap_firefox
    }
    PATH="$tools/bin:$PATH"
}
have geckodriver || {
    PATH="$tools/geckodriver/bin:$PATH"
    have geckodriver || {
        say "browsers: geckodriver, from crates.io"
        cargo install --quiet geckodriver --version 0.36.0 --locked --root "$tools/geckodriver" \
            || fail "geckodriver cannot be built"
    }
}
export PATH
.venv/bin/pytest tests/browsers "$@"
