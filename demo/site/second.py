"""The same site after a redesign: another skeleton, other names, the same words to the reader."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from demo.site.content import ARTICLES, Article

STYLE = "second.css"


def home() -> str:
    tiles = "".join(
        f'<div class="tile" role="listitem"><article class="tile-box"><header class="tile-head">'
        f'<h3 class="tile-name"><a class="tile-anchor" href="{a.path}">{escape(a.title)}</a></h3>'
        f'</header><div class="tile-text"><span class="tile-copy">{escape(a.lead)}</span></div>'
        f'<footer class="tile-foot"><small class="tile-count">{len(a.sections)} sections</small>'
        "</footer></article></div>"
        for a in ARTICLES.values()
    )
    return _shell(
        '<div class="welcome"><div class="welcome-inner"><h1 class="welcome-words">'
        "Little Encyclopedia</h1></div></div>"
        f'<div class="grid" role="list">{tiles}</div>',
        aside=_did_you_know(),
    )


def article(item: Article) -> str:
    parts = "".join(
        f'<details class="fold" open><summary class="fold-label"><h2 class="fold-words">'
        f'{escape(name)}</h2></summary><blockquote class="fold-body"><div class="fold-text">'
        f"{escape(text)}</div></blockquote></details>"
        for name, text in item.sections.items()
    )
    return _shell(
        '<div class="reader"><div class="reader-top"><div class="crumbs"><em class="crumb">'
        'Articles</em><em class="crumb">Reading</em></div>'
        f'<h1 class="reader-heading"><span class="reader-words">{escape(item.title)}</span></h1>'
        f'</div><div class="lead"><strong class="lead-text">{escape(item.lead)}</strong>'
        f"</div>{parts}</div>",
        aside=_facts(item) + _did_you_know(),
    )


def results(text: str, found: Iterable[Article]) -> str:
    rows = "".join(
        f'<tr class="hit"><th class="hit-name" scope="row"><a class="hit-anchor" href="{a.path}">'
        f'{escape(a.title)}</a></th><td class="hit-text">{escape(a.lead)}</td></tr>'
        for a in found
    )
    return _shell(
        f'<div class="finder"><h1 class="finder-heading">Search results</h1>'
        f'<div class="finder-query">“{escape(text)}”</div>'
        f'<table class="hits"><tbody class="hits-body">{rows}</tbody></table></div>',
        aside=_did_you_know(),
    )


def _shell(content: str, *, aside: str) -> str:
    return (
        '<div class="app"><aside class="rail"><nav class="rail-nav" aria-label="Site">'
        '<div class="rail-group"><div class="rail-item"><a class="rail-anchor" href="/">'
        '<span class="rail-words">Main page</span></a></div></div></nav>'
        f"{aside}</aside>"
        '<div class="stage"><section class="finder-bar" aria-label="Find"><form class="find" '
        'action="/search"><fieldset class="find-set"><label class="find-label">'
        '<span class="find-words">Search Wikipedia</span><span class="find-wrap">'
        '<input class="find-entry" type="text" name="term" autocomplete="off" '
        'placeholder="Search Wikipedia" role="combobox" '
        'aria-label="Search Wikipedia" aria-autocomplete="list" aria-expanded="false" '
        'aria-controls="find-options"></span></label>'
        '<span class="find-go"><button class="find-press" type="submit">'
        '<b class="find-press-words">Search</b></button></span></fieldset>'
        '<div id="find-options" class="find-options" role="listbox" aria-label="Suggestions" '
        "hidden></div></form></section>"
        f'<section class="canvas" role="main">{content}</section></div></div>'
        '<section class="base" aria-label="About"><dl class="base-list"><dt class="base-term">About'
        '</dt><dd class="base-words">A demonstration.</dd><dt class="base-term">Texts</dt>'
        '<dd class="base-words">Its own.</dd></dl></section>'
    )


def _facts(item: Article) -> str:
    entries = {"Sections": str(len(item.sections)), "Words": str(len(item.lead.split()))}
    rows = "".join(
        f'<dt class="fact-term">{name}</dt><dd class="fact-value">{value}</dd>'
        for name, value in entries.items()
    )
    return (
        f'<figure class="facts"><figcaption class="facts-title">At a glance</figcaption>'
        f'<dl class="facts-list">{rows}</dl></figure>'
    )


def _did_you_know() -> str:
    return (
        '<section class="aside-box" aria-label="Did you know"><h4 class="aside-title">Did you know'
        '</h4><ul class="aside-list"><li class="aside-entry"><q class="aside-quote">Bees dance.</q>'
        '</li><li class="aside-entry"><q class="aside-quote">Lamps have lenses.</q></li></ul>'
        "</section>"
    )
