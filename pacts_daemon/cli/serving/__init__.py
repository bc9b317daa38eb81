"""Commands of who runs a daemon: serve, its tokens, its migrations."""
