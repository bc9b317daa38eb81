"""What is known of a page, all at once."""
