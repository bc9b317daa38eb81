-- Times are microseconds since 1970, UTC.
CREATE TABLE entries (
    key TEXT PRIMARY KEY,
    app TEXT NOT NULL,
    environment TEXT NOT NULL,
    page TEXT NOT NULL,
    element TEXT NOT NULL,
    selectors BLOB NOT NULL,
    body BLOB NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    successes INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    verified_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    removed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX entries_by_page ON entries (app, environment, page, key);
CREATE INDEX entries_by_expiry ON entries (expires_at);

-- What the fast tier may not know yet.
CREATE TABLE outbox (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    noted_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX outbox_by_age ON outbox (noted_at, key);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;
