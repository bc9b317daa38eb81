"""Commands on all that is stored at once, without a daemon between."""
