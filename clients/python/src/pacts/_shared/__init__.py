"""Made by `make gen` from what all clients share."""
