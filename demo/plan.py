"""Which site the tour goes to, and how its elements are called there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pacts import Action, ElementQuery

ENVIRONMENT = "demo"


@dataclass(frozen=True, slots=True)
class Plan:
    """The journey: search for an article, read its heading, and go back where there is a link.

    ``home_page`` and ``article_page`` name the pages in queries; empty where their URLs do.
    """

    app: str
    home_url: str
    search_element: str
    article: str
    home_page: str = ""
    article_page: str = ""
    back_element: str = ""

    @property
    def lookups(self) -> int:
        return 3 if self.back_element else 2

    def search(self, url: str) -> ElementQuery:
        return self._query(self.home_page or url, self.search_element, Action.FILL)

    def heading(self, url: str) -> ElementQuery:
        return self._query(self.article_page or url, self.article, Action.READ)

    def back(self, url: str) -> ElementQuery:
        return self._query(self.article_page or url, self.back_element, Action.CLICK)

    def _query(self, page: str, element: str, action: Action) -> ElementQuery:
        return ElementQuery(self.app, ENVIRONMENT, page, element, action)


def bundled(home_url: str, article: str) -> Plan:
    """The bundled site; its port is another one each time, so its pages go by name."""
    return Plan(
        app="little-encyclopedia",
        home_url=home_url,
        search_element="Search Wikipedia",
        article=article,
        home_page="home",
        article_page="article",
        back_element="Main page",
    )


def mediawiki(url: str, article: str, search_element: str | None) -> Plan:
    """Any MediaWiki site; off Wikipedia its search input is found by its name."""
    host = urlsplit(url).hostname or url
    usual = "Search Wikipedia" if host.endswith("wikipedia.org") else "search"
    return Plan(host, url, search_element or usual, article)
