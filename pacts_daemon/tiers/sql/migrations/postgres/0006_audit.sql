-- What was changed, by whom: see core/audit. A new table, so nobody waits for it; replicas of the version
-- before go on, and record nothing.
CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    count BIGINT NOT NULL,
    -- One of many that were changed at once, of which there is a record that is no part.
    part BOOLEAN NOT NULL,
    who TEXT NOT NULL,
    peer TEXT NOT NULL,
    action TEXT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
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
-- By hash, for a page name may be longer than a row of an ordered index can be.
CREATE INDEX audit_by_page ON audit USING hash (page) WHERE NOT part;

-- Rows are never changed, and go in the order they came: what is dead is at one end.
ALTER TABLE audit SET (
    autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.02
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('pacts.is_purging_audit', TRUE) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit is append-only: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- The only way out. It runs as the owner, so that the daemon's role needs no right to delete, and by the
-- server's own clock leaves the last day alone whoever calls it.
CREATE FUNCTION purge_audit(until TIMESTAMPTZ, batch BIGINT) RETURNS TABLE (id BIGINT)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    due TIMESTAMPTZ := LEAST(until, clock_timestamp() - interval '1 day');
BEGIN
    PERFORM set_config('pacts.is_purging_audit', 'on', TRUE);
    -- In the order of an index, so that it is read whatever Postgres takes the number for.
    RETURN QUERY DELETE FROM audit WHERE audit.id IN (
        SELECT old.id FROM audit AS old WHERE old.recorded_at <= due
        ORDER BY old.recorded_at LIMIT batch)
    RETURNING audit.id;
    PERFORM set_config('pacts.is_purging_audit', '', TRUE);
END $$;

DO $$
DECLARE
    other RECORD;
BEGIN
    -- What a function of the owner's reads must be nobody's temporary table.
    EXECUTE format('ALTER FUNCTION purge_audit SET search_path = %I, pg_temp', current_schema());
    -- Roles that were granted rows of every table to come get no right to change these.
    FOR other IN
        SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name = 'audit' AND grantee <> current_user
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM %s',
            CASE other.grantee WHEN 'PUBLIC' THEN 'PUBLIC' ELSE quote_ident(other.grantee) END);
    END LOOP;
END $$;
