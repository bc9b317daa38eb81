"""How a daemon is put together from its settings, and run."""
