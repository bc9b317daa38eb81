"""What is written in place of a locator."""
