-- What says whether a copy of this data may be believed: see core/consistency.py. One row.
CREATE TABLE store_state (
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    epoch INTEGER NOT NULL,
    beat INTEGER NOT NULL,
    -- How far a purge may go, whatever the clock says; null before the first one.
    purged_to_at INTEGER
);

INSERT INTO store_state (epoch, beat) VALUES (CAST(strftime('%s', 'now') AS INTEGER) * 1000000, 0);

-- Every fast tier that was ever trusted, by what changes when it may have gone back.
CREATE TABLE incarnations (
    name TEXT PRIMARY KEY NOT NULL,
    seen_at INTEGER NOT NULL
) WITHOUT ROWID;

-- How often the fast tier refused a note: those that it never takes come last.
ALTER TABLE outbox ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
DROP INDEX outbox_by_age;
CREATE INDEX outbox_by_turn ON outbox (refusals, noted_at, key);
