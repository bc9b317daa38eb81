-- When Postgres tidies up. Its own rule, a fifth of a table, is for tables that grow and seldom change.
-- These settings take a lock that neither reads nor writes wait for.

-- Each save and each report that an entry worked writes its row anew: it moves expires_at, which is
-- indexed. A fiftieth of the table, so that a million entries never drag 200,000 dead rows along, their
-- bodies outside the table included. The fillfactor stays: only reports of failure could use the room
-- (measured on 20,000 entries: none of them in place at 100, 30 % at 90, 97 % at 70, for a table 1.4
-- times as large), and they are few.
ALTER TABLE entries SET (
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_analyze_threshold = 1000,
    toast.autovacuum_vacuum_scale_factor = 0.02,
    toast.autovacuum_vacuum_threshold = 1000
);

-- Each save inserts a note and deletes it, so that it is all but empty and full of dead rows: by their
-- number alone, and at full speed. Without giving space back at its end, which would lock out saves for
-- a moment and end queries on standbys; the next notes take it.
ALTER TABLE outbox SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 1000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off
);

-- A few rows that are taken, renewed and given back all the time. A renewal moves no indexed column, and
-- finds room on its page.
ALTER TABLE leases SET (
    fillfactor = 50,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off
);
