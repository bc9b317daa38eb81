-- What was changed, by whom: see core/audit.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    count INTEGER NOT NULL,
    -- One of many that were changed at once, of which there is a record that is no part.
    part INTEGER NOT NULL,
    who TEXT NOT NULL,
    peer TEXT NOT NULL,
    action TEXT NOT NULL,
    key TEXT NOT NULL,
    app TEXT NOT NULL,
    environment TEXT NOT NULL,
    page TEXT NOT NULL,
    element TEXT NOT NULL,
    heal_id TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    selector TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX audit_by_time ON audit (recorded_at);
CREATE INDEX audit_by_key ON audit (key, id);
CREATE INDEX audit_by_element ON audit (element, id);
CREATE INDEX audit_by_app ON audit (app, environment, id) WHERE NOT part;
CREATE INDEX audit_by_action ON audit (action, id) WHERE NOT part;
CREATE INDEX audit_by_who ON audit (who, id) WHERE NOT part;
CREATE INDEX audit_by_page ON audit (page, id) WHERE NOT part;

-- Up to when a purge deletes: a row for as long as its transaction.
CREATE TABLE audit_purge (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    until_at INTEGER NOT NULL
);

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM audit_purge WHERE until_at >= OLD.recorded_at)
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only: DELETE is refused');
END;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only: UPDATE is refused');
END;
