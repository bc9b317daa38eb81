"""PACTS: a sidecar daemon that remembers where every element of a web application is."""

__version__ = "0.1.0"
