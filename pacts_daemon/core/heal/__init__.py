"""Healing: what may be served of what was found again, and who decides."""
