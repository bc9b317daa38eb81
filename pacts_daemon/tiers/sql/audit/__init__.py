"""The audit in a database: one table that is only added to."""
