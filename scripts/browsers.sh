#!/usr/bin/env bash
# browsers.sh [PYTEST ARGUMENTS]: the in-page scripts and the Selenium clients in Firefox, WebKit and Chromium, with their drivers; the
# Playwright client and the pipeline in the Firefox that Playwright did not build.
# Firefox comes from Debian, unpacked in .tools where it may not be installed; WebKit, too, and must be; geckodriver from crates.io,
# which takes minutes once.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
. scripts/chromedriver.sh
. scripts/webkit.sh

for program in javac mvn; do
    have "$program" || fail "the Java client needs $program (Debian: apt-get install default-jdk-headless maven)"
done

have firefox || have firefox-esr || {
    [[ -x $tools/bin/firefox-esr ]] || {
        say "browsers: Firefox, from Debian"
        unpack_debian firefox firefox-esr || fail "Firefox is missing (Debian: apt-get install firefox-esr)"
        wrap_unpacked firefox usr/lib/firefox-esr/firefox-esr
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
