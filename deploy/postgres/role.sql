-- Two roles for PACTS: one that owns the schema and migrates it, and one that the daemon runs as.
--
-- An administrator runs this in the database that is to hold the schema, and gives both a password:
--   psql --set ON_ERROR_STOP=1 --dbname pacts --file role.sql
--   psql --dbname pacts --command '\password pacts_owner' --command '\password pacts_daemon'
-- Then `pacts migrate up` as pacts_owner, this file again, and `pacts serve` as pacts_daemon. It may
-- be run at any time: it grants what is missing. With PACTS_CACHE_NAMESPACE the schema is
-- pacts_<namespace>: write that for "pacts" first.

DO $$ BEGIN
    CREATE ROLE pacts_owner LOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

DO $$ BEGIN
    CREATE ROLE pacts_daemon LOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

CREATE SCHEMA IF NOT EXISTS "pacts" AUTHORIZATION pacts_owner;

-- Rows, and nothing but rows: no CREATE, no TRUNCATE, no ownership. `pacts import` stages what it
-- loads in a temporary table.
DO $$ BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO pacts_daemon', current_database());
END $$;
GRANT USAGE ON SCHEMA "pacts" TO pacts_daemon;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "pacts" TO pacts_daemon;
ALTER DEFAULT PRIVILEGES FOR ROLE pacts_owner IN SCHEMA "pacts"
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pacts_daemon;

-- What was applied is for the owner to say; the daemon reads it when it starts.
DO $$ BEGIN
    REVOKE INSERT, UPDATE, DELETE ON "pacts".schema_migrations FROM pacts_daemon;
EXCEPTION WHEN undefined_table THEN NULL;
END $$;

-- The audit is added to and read; what is past its time goes by the owner's own function.
DO $$ BEGIN
    REVOKE UPDATE, DELETE ON "pacts".audit FROM pacts_daemon;
EXCEPTION WHEN undefined_table THEN NULL;
END $$;
DO $$ BEGIN
    REVOKE EXECUTE ON FUNCTION "pacts".purge_audit(TIMESTAMPTZ, BIGINT) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION "pacts".purge_audit(TIMESTAMPTZ, BIGINT) TO pacts_daemon;
EXCEPTION WHEN undefined_function THEN NULL;
END $$;

-- A daemon that is lost leaves no statement, lock or transaction behind. Straight to Postgres it asks
-- for these by itself, as multiples of postgres.timeout_ms (2 s); a pooler does not let it ask.
ALTER ROLE pacts_daemon SET statement_timeout = '10s';
ALTER ROLE pacts_daemon SET lock_timeout = '1s';
ALTER ROLE pacts_daemon SET idle_in_transaction_session_timeout = '2500ms';
