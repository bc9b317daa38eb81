"""What became of a run, and what it was judged by."""
