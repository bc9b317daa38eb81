"""What all commands share: flags, the connection, output, failures."""
