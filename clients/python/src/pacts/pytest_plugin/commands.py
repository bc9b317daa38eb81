"""Texts as GitHub's workflow commands have them."""

from __future__ import annotations


def escaped(text: str) -> str:
    """Return a message as a command carries it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_place(text: str) -> str:
    """Return the value of a command's property."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
