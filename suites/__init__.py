"""Applications to run requirements against, each with its requirements."""
