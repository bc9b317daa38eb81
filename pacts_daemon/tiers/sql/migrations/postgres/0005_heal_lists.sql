-- Outside a transaction.
-- So that heals go on being recorded while it is made. An index whose making was cut short stays
-- behind, takes writes and answers nothing, and so each is dropped first.
DROP INDEX CONCURRENTLY IF EXISTS {schema}.heals_by_app;
CREATE INDEX CONCURRENTLY heals_by_app ON {schema}.heals (app, environment, created_at, id);

-- By hash, for a page name may be longer than a row of an ordered index can be.
DROP INDEX CONCURRENTLY IF EXISTS {schema}.heals_by_page;
CREATE INDEX CONCURRENTLY heals_by_page ON {schema}.heals USING hash (page);

DROP INDEX CONCURRENTLY IF EXISTS {schema}.heals_by_state;
CREATE INDEX CONCURRENTLY heals_by_state ON {schema}.heals (state, created_at, id);
