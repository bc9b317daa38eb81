"""Finding the element that a query names, and every good way to find it again."""
