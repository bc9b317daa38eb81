"""The report that people open: one file, without a word from any network."""
