"""What is particular to a database that is a server: sessions, names of tables, refusals."""
