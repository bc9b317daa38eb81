"""Which stored selectors a new build of an application breaks."""
