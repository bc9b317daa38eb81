"""What belongs to one call of a caller."""
