"""An encyclopedia to search in: the bundled one, and a MediaWiki in several skins."""

from demo.site.server import Encyclopedia, Structure
from suites.wikipedia.mediawiki import MediaWiki, Skin

__all__ = ["Encyclopedia", "MediaWiki", "Skin", "Structure"]
