"""Commands that run what people wrote as sentences."""
