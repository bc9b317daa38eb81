"""Requirements that callers have planned and run."""
