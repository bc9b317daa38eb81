"""What PACTS promises, in the standard library alone."""
