"""The page that a case is on, as people name and see it: tabs, texts, addresses, keys."""
