"""The daemon for programs that speak the Model Context Protocol."""
