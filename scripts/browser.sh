#!/usr/bin/env bash
# Sees to a Chromium: Playwright's, the system's, or Debian's unpacked in .tools.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

# The names that the daemon looks for, too.
any_on_path() { have chromium || have chromium-browser || have google-chrome || have google-chrome-stable; }

playwright_has_one() {
    [[ -d ${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-/root}/.cache/ms-playwright} ]] || return 1
    .venv/bin/python - <<'END'
import os.path, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not os.path.exists(playwright.chromium.executable_path))
END
}

unpack_chromium() {
    local root="$tools/chromium"
    unpack_debian chromium chromium || return 1
    rm -rf "$root"/usr/share/{doc,icons,locale,man}
    mkdir -p "$tools/bin"
    write_fonts "$root" >"$root/fonts.conf"
    write_wrapper "$root" >"$tools/bin/chromium"
    chmod +x "$tools/bin/chromium"
    "$tools/bin/chromium" --version >/dev/null || { rm "$tools/bin/chromium" && return 1; }
}

write_fonts() {
    cat <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
END
}

# Its setuid sandbox can't work here, so without user namespaces Chromium has none.
write_wrapper() {
    local libraries
    # shellcheck disable=SC2016
    libraries=$(cd "$1" && find . -name 'lib*.so*' -printf '%h\n' | sort -u | sed 's|^\.|$root|' | paste -sd:)
    cat <<END
#!/usr/bin/env bash
root=\$(dirname "\$(dirname "\$(readlink -f "\$0")")")/chromium
export LD_LIBRARY_PATH="$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="\$root/fonts.conf"
sandbox=()
unshare --user true 2>/dev/null || sandbox=(--no-sandbox)
exec "\$root/usr/lib/chromium/chromium" "\${sandbox[@]}" "\$@"
END
}

if [[ -n ${PACTS_BROWSER_EXECUTABLE:-} ]]; then
    [[ -x $PACTS_BROWSER_EXECUTABLE ]] || fail "PACTS_BROWSER_EXECUTABLE names no program: $PACTS_BROWSER_EXECUTABLE"
elif any_on_path || playwright_has_one; then
    :
elif have apt-get && may_install; then
    say "setup: Chromium, from Debian (some 100 MB)"
    install_debian chromium || fail "Chromium could not be installed (apt-get install chromium)"
else
    say "setup: Chromium, from Debian, unpacked in .tools (some 100 MB)"
    unpack_chromium || fail "there is no Chromium: install it, or name one in PACTS_BROWSER_EXECUTABLE"
fi
