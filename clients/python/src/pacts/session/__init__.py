"""What a test has of the daemon while it runs; a runner's room brings an adapter of its page."""
