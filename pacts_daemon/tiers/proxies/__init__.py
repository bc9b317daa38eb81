"""What surrounds a tier or a finder: one idea a file, each with the protocol of its delegate."""
