#!/usr/bin/env bash
# Sees to a PgBouncer for the tests: from Debian, unpacked in .tools, unless there is one. To install it would start a server.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

have pgbouncer || [[ -x /usr/sbin/pgbouncer ]] || {
    say "pgbouncer: PgBouncer, from Debian"
    unpack_debian pgbouncer pgbouncer || fail "PgBouncer is missing (Debian: apt-get install pgbouncer)"
    wrap_unpacked pgbouncer usr/sbin/pgbouncer
}
