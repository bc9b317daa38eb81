"""Connections that leave on behalf of callers: each to an allow-listed host, and no other."""
