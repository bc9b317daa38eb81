"""What stands around discovery and verification."""
