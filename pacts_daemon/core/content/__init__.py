"""Pages that came with a call, and their frames, as values."""
