-- The page an entry was found on; null when there is none.
ALTER TABLE entries ADD COLUMN snapshot BLOB;

CREATE INDEX entries_by_snapshot ON entries (snapshot) WHERE snapshot IS NOT NULL;

-- Compressed pages, each under a digest of its bytes. The data comes last, so that reading the
-- other columns leaves it alone.
CREATE TABLE snapshots (
    id BLOB PRIMARY KEY NOT NULL,
    seen_at INTEGER NOT NULL,
    data BLOB NOT NULL
);

CREATE INDEX snapshots_by_age ON snapshots (seen_at);

CREATE TABLE heals (
    id TEXT PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    app TEXT NOT NULL,
    environment TEXT NOT NULL,
    page TEXT NOT NULL,
    element TEXT NOT NULL,
    state TEXT NOT NULL,
    passes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    old_snapshot BLOB,
    new_snapshot BLOB,
    body BLOB NOT NULL
);

CREATE INDEX heals_by_age ON heals (created_at, id);
CREATE INDEX heals_by_key ON heals (key, created_at, id);
CREATE INDEX heals_by_end ON heals (COALESCE(decided_at, created_at));
CREATE INDEX heals_by_old_snapshot ON heals (old_snapshot) WHERE old_snapshot IS NOT NULL;
CREATE INDEX heals_by_new_snapshot ON heals (new_snapshot) WHERE new_snapshot IS NOT NULL;
