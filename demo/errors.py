"""What can go wrong on the tour."""

from __future__ import annotations


class DemoError(Exception):
    """The tour cannot go on; the message is for the person who started it."""
