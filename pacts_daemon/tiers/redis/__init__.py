"""The fast tier that all replicas share: Redis."""
