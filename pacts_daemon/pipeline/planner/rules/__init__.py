"""Sentences read by a grammar, with no network: what it can't read it refuses, and says why."""
