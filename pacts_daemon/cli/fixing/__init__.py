"""``pacts fix``."""
