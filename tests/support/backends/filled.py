"""Many rows in the tables of a durable Postgres, made by the server itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import md5

import asyncpg

from pacts_daemon.core.keys import Key
from pacts_daemon.tiers.codec import encode_entry
from tests.support.backends.harnesses import PostgresHarness
from tests.support.builders import an_entry

# Five apps in three environments, twenty elements a page, a removal in fifty, every second entry
# with its page; expiring over a week from an hour ago on. Page "/" is one of every app.
_FILL = """
INSERT INTO entries (key, app, environment, page, element, selectors, body, version, revision,
    successes, failures, created_at, verified_at, expires_at, removed, snapshot)
SELECT 'pacts:v1:{{app-' || n % 5 || ':env-' || n % 3 || ':' || md5((n / 20)::text) || '}}:e-' || n
    || ':' || md5(n::text), 'app-' || n % 5, 'env-' || n % 3,
    CASE WHEN n % 100 = 0 THEN '/' ELSE '/page-' || n / 20 END, 'element ' || n, '\\x01',
    '\\x{body}', 1, 1, 0, 0, now(), now(),
    now() - interval '1 hour' + n % 604800 * interval '1 second', n % 50 = 0,
    CASE WHEN n % 2 = 0 THEN decode(md5((n / 20)::text), 'hex') END
FROM generate_series(1, {count}) AS n;
INSERT INTO outbox (key, version, noted_at) SELECT key, version, now() FROM entries WHERE {noted};
INSERT INTO snapshots (id, seen_at, data)
SELECT decode(md5(n::text), 'hex'), now() - n * interval '1 minute', '\\x00'
FROM generate_series(1, {count} / 20) AS n;
INSERT INTO heals (id, key, app, environment, page, element, state, passes, created_at, decided_at,
    old_snapshot, new_snapshot, body)
SELECT 'heal-' || key, key, app, environment, page, element,
    CASE WHEN removed THEN 'pending' ELSE 'promoted' END, 0, created_at,
    CASE WHEN NOT removed THEN created_at END, snapshot, snapshot, '\\x00'
FROM entries;
ANALYZE entries, outbox, snapshots, heals;"""


# Of each entry that it was saved, by one of ten callers; a hundredth was imported at once.
_FILL_AUDIT = """
INSERT INTO audit (recorded_at, who, peer, action, heal_id, trace_id, reason, selector, part, count,
    key, app, environment, page, element, version)
SELECT now() - version * interval '1 minute', 'user-' || hashtext(key) % 10, 'network',
    CASE WHEN removed THEN 'invalidated' ELSE 'saved' END, '', md5(key), '', 'css=#pay',
    hashtext(key) % 100 = 0, 1, key, app, environment, page, element, version
FROM entries;
ANALYZE audit;"""


@asynccontextmanager
async def connected(harness: PostgresHarness) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """Lend a connection of a test's own, straight to the server."""
    db = await asyncpg.connect(harness.dsn, server_settings={"search_path": harness.schema})
    try:
        yield db
    finally:
        await db.close()


def key(number: int) -> Key:
    """Return the key of an entry that `fill` makes."""
    page, element = (
        md5(str(n).encode(), usedforsecurity=False).hexdigest() for n in (number // 20, number)
    )
    slot = f"{{app-{number % 5}:env-{number % 3}:{page}}}"
    return Key(f"pacts:v1:{slot}:e-{number}:{element}")


async def fill(harness: PostgresHarness, count: int, noted: str = "expires_at > now()") -> None:
    """Make ``count`` entries, as many heals, a twentieth as many pages, and notes of some."""
    body = encode_entry(an_entry(harness.clock.now())).hex()
    async with connected(harness) as db:
        await db.execute(_FILL.format(count=count, noted=noted, body=body))


async def fill_audit(harness: PostgresHarness) -> None:
    """Make a record of each entry that `fill` made."""
    async with connected(harness) as db:
        await db.execute(_FILL_AUDIT)
