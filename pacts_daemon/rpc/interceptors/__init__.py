"""What stands around every RPC."""
