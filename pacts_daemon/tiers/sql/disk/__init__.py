"""A SQLite file as the disk has it: who holds it, how it is opened, what goes wrong with it."""
