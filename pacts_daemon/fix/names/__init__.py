"""What locators that stand in source files are called as elements."""
