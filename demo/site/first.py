"""The site as it was built first: a header with the search, a column of text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from demo.site.content import ARTICLES, Article

STYLE = "first.css"


def home(*, with_button: bool = True) -> str:
    cards = "".join(
        f'<li class="card"><a class="card-title" href="{a.path}">{escape(a.title)}</a>'
        f'<p class="card-lead">{escape(a.lead)}</p></li>'
        for a in ARTICLES.values()
    )
    return _frame(
        '<section class="hero"><h1 class="hero-title">Little Encyclopedia</h1>'
        f'<p class="hero-lead">{len(ARTICLES)} articles to look around in.</p></section>'
        f'<section class="listing"><h2 class="listing-title">Articles</h2>'
        f'<ul class="cards">{cards}</ul></section>',
        with_button=with_button,
    )


def article(item: Article, *, with_button: bool = True) -> str:
    contents = "".join(
        f'<li class="toc-entry"><a class="toc-link" href="#{_anchor(name)}">{escape(name)}</a></li>'
        for name in item.sections
    )
    sections = "".join(
        f'<h2 class="section-title" id="{_anchor(name)}">{escape(name)}</h2>'
        f'<p class="section-text">{escape(text)}</p>'
        for name, text in item.sections.items()
    )
    return _frame(
        f'<article class="article"><h1 id="article-heading" class="article-title">'
        f"{escape(item.title)}</h1>"
        f'<p class="article-lead">{escape(item.lead)}</p>'
        f'<nav class="toc" aria-label="Contents"><ol class="toc-list">{contents}</ol></nav>'
        f'<div class="article-body">{sections}</div></article>',
        with_button=with_button,
    )


def results(text: str, found: Iterable[Article], *, with_button: bool = True) -> str:
    items = "".join(
        f'<li class="result"><a class="result-link" href="{a.path}">{escape(a.title)}</a>'
        f'<p class="result-lead">{escape(a.lead)}</p></li>'
        for a in found
    )
    body = (
        f'<ol class="results">{items}</ol>' if items else '<p class="none">No article has it.</p>'
    )
    return _frame(
        '<section class="listing"><h1 class="listing-title">Search results</h1>'
        f'<p class="listing-lead">for “{escape(text)}”</p>{body}</section>',
        with_button=with_button,
    )


def _frame(content: str, *, with_button: bool) -> str:
    button = '<button type="submit" class="search-button">Search</button>' if with_button else ""
    return (
        '<div class="page"><header class="masthead">'
        '<a class="brand" href="/">Main page</a>'
        '<form class="search" id="search-form" action="/search" role="search">'
        '<div class="search-field"><input id="search-input" class="search-input" type="search" '
        'name="q" placeholder="Search Wikipedia" aria-label="Search Wikipedia" autocomplete="off" '
        'role="combobox" aria-autocomplete="list" aria-expanded="false" '
        'aria-controls="suggestions">'
        '<ul id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions" hidden>'
        f"</ul></div>{button}</form></header>"
        f'<main class="content">{content}</main>'
        '<footer class="colophon"><p class="colophon-text">A demonstration. Its texts are its own.'
        "</p></footer></div>"
    )


def _anchor(name: str) -> str:
    return name.casefold().replace(" ", "-")
