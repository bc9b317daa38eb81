"""The web console on the management port: what the daemon knows, for people in a browser."""
