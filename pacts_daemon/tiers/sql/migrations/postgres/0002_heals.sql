-- The page an entry was found on; null when there is none.
ALTER TABLE entries ADD COLUMN snapshot BYTEA;

CREATE INDEX entries_by_snapshot ON entries (snapshot) WHERE snapshot IS NOT NULL;

-- Compressed pages, each under a digest of its bytes.
CREATE TABLE snapshots (
    id BYTEA PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL,
    data BYTEA NOT NULL
);

-- They are compressed as they come.
ALTER TABLE snapshots ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE INDEX snapshots_by_age ON snapshots (seen_at);

-- Ids sort by their bytes, as in SQLite, whatever the database's locale.
CREATE TABLE heals (
    id TEXT COLLATE "C" PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL,
    app TEXT NOT NULL,
    environment TEXT NOT NULL,
    page TEXT NOT NULL,
    element TEXT NOT NULL,
    state TEXT NOT NULL,
    passes BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ,
    old_snapshot BYTEA,
    new_snapshot BYTEA,
    body BYTEA NOT NULL
);

CREATE INDEX heals_by_age ON heals (created_at, id);
CREATE INDEX heals_by_key ON heals (key, created_at, id);
CREATE INDEX heals_by_end ON heals (COALESCE(decided_at, created_at));
CREATE INDEX heals_by_old_snapshot ON heals (old_snapshot) WHERE old_snapshot IS NOT NULL;
CREATE INDEX heals_by_new_snapshot ON heals (new_snapshot) WHERE new_snapshot IS NOT NULL;
