"""Carries out what was planned in a browser, and says what came of it."""
