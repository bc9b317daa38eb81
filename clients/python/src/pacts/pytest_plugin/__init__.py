"""The pytest plugin `pacts`: elements by name in tests, and what was healed at the end of a run."""
