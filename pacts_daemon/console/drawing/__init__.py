"""Stored pages and numbers as pictures that run nothing."""
