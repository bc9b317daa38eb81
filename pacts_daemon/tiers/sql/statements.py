"""The SQL that SQLite and Postgres share; ``$1`` is always the current time.

Each changing statement is one atomic step: the version is counted up by the row it stands in, so
writers of one key queue up on that row and each gets a version of its own.

``{limit}`` is a number: when it is a parameter, Postgres plans for a tenth of the table.
"""

# ruff: noqa: S608 - composed of this file's own constants, never of input
from __future__ import annotations

from functools import lru_cache

_STATE = "version, revision, created_at, verified_at, expires_at, successes, failures"
# Whose a change is, for the audit.
_WHOSE = "key, app, environment, page, element"
_RETURNING = f"RETURNING {_WHOSE}, {_STATE}"

PING = "SELECT 1 AS one"
LOOKUP = f"SELECT key, removed, body, {_STATE} FROM entries WHERE key = $1"


@lru_cache  # to write out the places of a hundred keys takes as long as to read some of their rows
def lookup_all(count: int) -> str:
    """Return the statement that looks up so many keys in one go."""
    places = ", ".join(f"${number}" for number in range(1, count + 1))
    return f"SELECT key, removed, body, {_STATE} FROM entries WHERE key IN ({places})"


_RESAVED = """
    version = held.version + 1,
    revision = CASE WHEN held.removed OR held.selectors <> $7 THEN held.version + 1
               ELSE held.revision END,
    successes = CASE WHEN held.removed OR held.selectors <> $7 THEN 0 ELSE held.successes END,
    failures = CASE WHEN held.removed OR held.selectors <> $7 THEN 0 ELSE held.failures END,
    created_at = CASE WHEN held.removed THEN $1 ELSE held.created_at END,
    verified_at = $1, expires_at = $10, selectors = $7, body = $8, snapshot = $9, removed = FALSE"""

_INSERT = f"""
INSERT INTO entries AS held (key, app, environment, page, element, selectors, body,
    snapshot, version, revision, successes, failures, created_at, verified_at, expires_at, removed)
VALUES ($2, $3, $4, $5, $6, $7, $8, $9, 1, 1, 0, 0, $1, $1, $10, FALSE)
ON CONFLICT (key) DO UPDATE SET {_RESAVED}"""

SAVE = f"{_INSERT} {_RETURNING}"
SAVE_NEW = f"{_INSERT} WHERE held.removed OR held.expires_at <= $1 {_RETURNING}"
SAVE_OVER = f"""
UPDATE entries AS held SET app = $3, environment = $4, page = $5, element = $6, {_RESAVED}
WHERE key = $2 AND version = $11 AND NOT removed AND expires_at > $1 {_RETURNING}"""

UPDATE = f"""
UPDATE entries AS held SET version = held.version + 1,
    revision = CASE WHEN held.selectors <> $3 THEN held.version + 1 ELSE held.revision END,
    selectors = $3, body = $4, snapshot = $5, verified_at = $6, expires_at = $7, successes = $8,
    failures = $9
WHERE key = $2 AND version = $10 AND NOT removed AND expires_at > $1 {_RETURNING}"""

_LOADED = (
    "key, app, environment, page, element, selectors, body, snapshot, created_at, verified_at, "
    "expires_at, successes, failures"
)
LOADED_COLUMNS = tuple(_LOADED.split(", "))
_LOAD = f"""
INSERT INTO entries AS held ({_LOADED}, version, revision, removed)
{{source}}
ON CONFLICT (key) DO UPDATE SET
    version = held.version + 1,
    revision = CASE WHEN held.removed OR held.selectors <> excluded.selectors THEN held.version + 1
               ELSE held.revision END,
    successes = excluded.successes, failures = excluded.failures,
    created_at = CASE WHEN held.removed THEN excluded.created_at ELSE held.created_at END,
    verified_at = excluded.verified_at, expires_at = excluded.expires_at,
    selectors = excluded.selectors, body = excluded.body, snapshot = excluded.snapshot,
    removed = FALSE
{{where}} RETURNING {_WHOSE}, version"""
_LOAD_WHERE_NONE = "WHERE held.removed OR held.expires_at <= $1"
STAGE = f"CREATE TEMP TABLE loading ON COMMIT DROP AS SELECT {_LOADED} FROM entries LIMIT 0"


def load_row(*, over: bool) -> str:
    """Return the statement that loads one row, its columns from ``$2`` on."""
    places = ", ".join(f"${number}" for number in range(2, 2 + len(LOADED_COLUMNS)))
    source = f"VALUES ({places}, 1, 1, FALSE)"
    return _LOAD.format(source=source, where="" if over else _LOAD_WHERE_NONE)


def load_staged(*, over: bool) -> str:
    """Return the statement that loads what stands in ``loading``; all lock rows in one order."""
    source = f"SELECT {_LOADED}, 1, 1, FALSE FROM loading ORDER BY key"
    return _LOAD.format(source=source, where="" if over else _LOAD_WHERE_NONE)


# A removal is a row too until it is purged, so that versions never start again while it stands. It
# goes on naming its snapshot: the element may be looked for again at this moment.
REMOVE = f"""
UPDATE entries SET removed = TRUE, version = version + 1, body = '', expires_at = $2
WHERE NOT removed AND {{where}} RETURNING {_WHOSE}, version"""
REMOVE_ALL = f"""
UPDATE entries SET removed = TRUE, version = version + 1, body = '', expires_at = $2
WHERE NOT removed AND key IN (
    SELECT key FROM entries WHERE NOT removed AND key > $3 AND {{where}}
    ORDER BY key LIMIT {{limit}})
RETURNING {_WHOSE}, version"""

# The keys of an app begin alike as well. Its own index would do for most apps, but Postgres plans
# for the average one, and to find a rare one it would read all the others.
LIST = f"""
SELECT key, removed, body, {_STATE} FROM entries
WHERE expires_at > $1 AND key > $2 AND key < $3 AND NOT removed AND {{where}}
ORDER BY key LIMIT $4"""

# The keys of a page begin alike, so they are one range of the primary key.
PAGE = f"""
SELECT key, removed, body, {_STATE} FROM entries
WHERE key > $2 AND key < $3 AND expires_at > $1 AND NOT removed ORDER BY key LIMIT $4"""

UNSETTLED = """
SELECT outbox.key, outbox.version AS noted, entries.version, removed, body, revision, created_at,
    verified_at, expires_at, successes, failures
FROM outbox LEFT JOIN entries ON entries.key = outbox.key
ORDER BY refusals, noted_at, outbox.key LIMIT $1"""
SUSPECTS = """
SELECT key FROM outbox WHERE noted_at <= $1 ORDER BY refusals, noted_at, key LIMIT $2"""


def defer(count: int) -> str:
    """Return the statement that has so many notes told last."""
    places = ", ".join(f"${number}" for number in range(1, count + 1))
    return f"UPDATE outbox SET refusals = refusals + 1 WHERE key IN ({places})"


STATE = "SELECT epoch, beat FROM store_state"
INCARNATION = "SELECT name FROM incarnations WHERE name = $1"
KEEP_INCARNATION = """
INSERT INTO incarnations (seen_at, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING"""

# $1 is the epoch to begin, if one is due; $2 and $3 are the epoch and beat that were seen.
BEAT = """
INSERT INTO store_state AS held (one, epoch, beat) VALUES (TRUE, $1, $3 + 1)
ON CONFLICT (one) DO UPDATE SET
    beat = CASE WHEN held.beat < $3 THEN $3 ELSE held.beat END + 1,
    epoch = CASE WHEN NOT ($4 OR held.beat < $3 OR held.epoch < $2) THEN held.epoch
        WHEN held.epoch >= $1 THEN held.epoch + 1 ELSE $1 END
RETURNING epoch, beat"""

CENSUS = """
SELECT count(*) AS entries, COALESCE(sum(CASE WHEN expires_at <= $1 THEN 1 ELSE 0 END), 0)
    AS expired
FROM entries WHERE NOT removed"""
PURGED_TO = "SELECT purged_to_at FROM store_state"
SET_PURGED_TO = "UPDATE store_state SET purged_to_at = $1"

# A removal that the fast tier has not learned of is not forgotten; an entry that is saved again
# while this runs is judged once more by the outer condition.
# A scalar in the place of EXISTS, which Postgres would read the whole of the other table for.
PURGE = f"""
DELETE FROM entries WHERE key IN (
    SELECT key FROM entries WHERE expires_at <= $1 AND NOT (removed AND (
        SELECT outbox.key FROM outbox WHERE outbox.key = entries.key) IS NOT NULL)
    LIMIT {{limit}}) AND expires_at <= $1
RETURNING {_WHOSE}, version, removed"""

SNAPSHOT = "SELECT data FROM snapshots WHERE id = $1"
SNAPSHOT_SEEN = "SELECT id FROM snapshots WHERE id = $1 AND seen_at > $2"
KEEP_SNAPSHOT = """
INSERT INTO snapshots (id, seen_at, data) VALUES ($2, $1, $3)
ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at"""

# What was rejected is never saved again, so it needs no page.
PURGE_SNAPSHOTS = """
DELETE FROM snapshots WHERE id IN (
    SELECT id FROM snapshots WHERE seen_at <= $1
    AND NOT EXISTS (SELECT 1 FROM entries WHERE snapshot = snapshots.id)
    AND NOT EXISTS (
        SELECT 1 FROM heals WHERE old_snapshot = snapshots.id AND state <> 'rejected')
    AND NOT EXISTS (
        SELECT 1 FROM heals WHERE new_snapshot = snapshots.id AND state <> 'rejected')
    LIMIT {limit}) AND seen_at <= $1
RETURNING id"""

# Recording the same heal again is the retry of a call whose answer was lost.
RECORD_HEAL = """
INSERT INTO heals (id, key, app, environment, page, element, state, passes, created_at, decided_at,
    old_snapshot, new_snapshot, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (id) DO NOTHING RETURNING id"""
CHANGE_HEAL = """
UPDATE heals SET state = $4, passes = $5, decided_at = $6, body = $7
WHERE id = $1 AND state = $2 AND passes = $3 RETURNING id"""
HEAL = """
SELECT body, data FROM heals LEFT JOIN snapshots ON snapshots.id = new_snapshot
WHERE heals.id = $1"""

_NEWEST_FIRST = "ORDER BY created_at DESC, id DESC LIMIT"
HEALS_OF = f"SELECT id, body FROM heals WHERE key = $1 {_NEWEST_FIRST} $2"
BINDING_HEALS_OF = f"""
SELECT id, body FROM heals WHERE key = $1 AND state IN ('rejected', 'quarantined')
{_NEWEST_FIRST} $2"""
LIST_HEALS = f"SELECT id, body FROM heals WHERE {{where}} {_NEWEST_FIRST} $1"
LIST_HEALS_BEFORE = f"""
SELECT id, body FROM heals
WHERE (created_at, id) < (SELECT created_at, id FROM heals AS last WHERE last.id = $2) AND {{where}}
{_NEWEST_FIRST} $1"""

_ENDED = "COALESCE(decided_at, created_at) <= $1 AND state <> 'rejected'"
PURGE_HEALS = f"""
DELETE FROM heals WHERE id IN (
    SELECT id FROM heals WHERE {_ENDED} AND (decided_at IS NOT NULL
        OR (SELECT entries.key FROM entries WHERE entries.key = heals.key) IS NULL)
    LIMIT {{limit}}) AND {_ENDED}
RETURNING id"""

TAKE_LEASE = """
INSERT INTO leases AS held (name, holder, until) VALUES ($2, $3, $4)
ON CONFLICT (name) DO UPDATE SET holder = $3, until = $4 WHERE held.until <= $1
RETURNING holder"""
KEEP_LEASE = "UPDATE leases SET until = $3 WHERE name = $1 AND holder = $2 RETURNING holder"
GIVE_LEASE = "DELETE FROM leases WHERE name = $1 AND holder = $2"
