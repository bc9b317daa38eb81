"""The command line: one file a command, each talking to the daemon as any client does."""
