"""How calls are made: channel, service config, and protos to and from the public values."""
