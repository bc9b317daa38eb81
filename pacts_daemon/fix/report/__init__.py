"""What became of fixes, for other programs."""
