"""What ``pacts validate-cache`` does, step by step."""
