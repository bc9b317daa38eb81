"""What is taken in of callers: how many calls, how many bytes, whose message first."""
