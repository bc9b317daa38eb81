"""A guided tour: a real browser, a real daemon and a small encyclopedia."""
