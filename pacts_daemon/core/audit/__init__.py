"""What was changed, by whom, and why: recorded with the change itself."""
