"""What is claimed, and of what."""
