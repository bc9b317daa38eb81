"""TiddlyWiki in two released versions, of 2014 and 2026, with a few notes of our own in it."""

from suites.tiddlywiki.server import Notebook, Release

__all__ = ["Notebook", "Release"]
