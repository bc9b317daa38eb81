-- Keys sort by their bytes, as in SQLite, whatever the database's locale.
CREATE TABLE entries (
    key TEXT COLLATE "C" PRIMARY KEY,
    app TEXT NOT NULL,
    environment TEXT NOT NULL,
    page TEXT NOT NULL,
    element TEXT NOT NULL,
    selectors BYTEA NOT NULL,
    body BYTEA NOT NULL,
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    successes BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    verified_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    removed BOOLEAN NOT NULL
);

CREATE INDEX entries_by_app ON entries (app, environment, key);
-- By hash, for a page name may be longer than a row of an ordered index can be.
CREATE INDEX entries_by_page ON entries USING hash (page);
CREATE INDEX entries_by_expiry ON entries (expires_at);

-- What the fast tier may not know yet.
CREATE TABLE outbox (
    key TEXT COLLATE "C" PRIMARY KEY,
    version BIGINT NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX outbox_by_age ON outbox (noted_at, key);

CREATE TABLE leases (
    name TEXT COLLATE "C" PRIMARY KEY,
    holder TEXT NOT NULL,
    until TIMESTAMPTZ NOT NULL
);
