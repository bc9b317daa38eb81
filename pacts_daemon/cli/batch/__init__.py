"""Commands that read pages in this process: one, or files of many."""
