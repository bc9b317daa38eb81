"""A whole run: which cases, how often, how many at a time, and what they come to together."""
