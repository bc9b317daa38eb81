"""Who may see a page of the console, and what a browser may do with it."""
