"""What is missing, and whether the cache keeps its promises."""
