#!/usr/bin/env bash
# Sees to promtool for the tests of metrics and rules: from Debian, unpacked in .tools, unless there is one.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

have promtool || {
    say "promtool: Prometheus' own checker, from Debian"
    unpack_debian prometheus prometheus || fail "promtool is missing (Debian: apt-get install prometheus)"
    find "$tools/prometheus" -type f -not -name promtool -not -name "*.so*" -delete  # the server itself is not used
    wrap_unpacked prometheus usr/bin/promtool
}
