"""The forms that a requirement may be written in."""
