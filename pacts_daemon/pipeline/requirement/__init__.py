"""What should happen, as people wrote it down."""
