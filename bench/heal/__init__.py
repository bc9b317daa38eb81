"""Finding elements again: how often right, wrong, honest and how fast."""
