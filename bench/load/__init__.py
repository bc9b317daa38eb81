"""Lookups and saves of many callers while a server is away."""
