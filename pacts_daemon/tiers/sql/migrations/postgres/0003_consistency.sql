-- What says whether a copy of this data may be believed: see core/consistency.py. One row.
CREATE TABLE store_state (
    one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one),
    epoch BIGINT NOT NULL,
    beat BIGINT NOT NULL,
    -- How far a purge may go, whatever the clock says; null before the first one.
    purged_to_at TIMESTAMPTZ
);

INSERT INTO store_state (epoch, beat)
VALUES (CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT), 0);

-- Every fast tier that was ever trusted, by what changes when it may have gone back.
CREATE TABLE incarnations (
    name TEXT COLLATE "C" PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL
);

-- How often the fast tier refused a note: those that it never takes come last.
ALTER TABLE outbox ADD COLUMN refusals BIGINT NOT NULL DEFAULT 0;
DROP INDEX outbox_by_age;
CREATE INDEX outbox_by_turn ON outbox (refusals, noted_at, key);
