"""Commands that plan requirements."""
