"""The places an entry may be known, one file each, behind the protocols of `core.ports`."""
