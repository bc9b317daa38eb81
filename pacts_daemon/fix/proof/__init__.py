"""Proving a locator on captured pages."""
