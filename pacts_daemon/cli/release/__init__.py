"""Which stored selectors a new build breaks."""
