"""Measures the drift core: accuracy on labelled pages, known edits, speed beside its peers."""
