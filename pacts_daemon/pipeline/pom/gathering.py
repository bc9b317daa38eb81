"""What the daemon knows of an application's pages: one call a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import pacts
from pacts_daemon.pipeline.pom.model import KnownPage, PageElement, PomError
from pacts_daemon.pipeline.verdict.results import RunResult

# Locators as tests write them, which a wrapped page or driver has taught: no name anybody gave.
_WRITTEN: Final = re.compile(
    r"(?:css|xpath|role|label|placeholder|text|alt|title|id|name|class|tag|link|partial-link|"
    r"data-testid|data-test-id|data-test)="
)
_PAGE_SIZE: Final = 500


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an application in one environment.

    Attributes:
        pages: those that were asked for.
        all_pages: the names of all, so that a part of them is called the same as in the whole.
        notes: what was left out.
    """

    pages: tuple[KnownPage, ...]
    all_pages: tuple[str, ...]
    notes: tuple[str, ...]


def known_of(
    client: pacts.Client,
    app: str,
    environment: str = "",
    page: str = "",
    variant: Mapping[str, str] | None = None,
) -> Known:
    """Return what the daemon knows of an application's pages.

    Args:
        client: of the daemon.
        app: the application.
        environment: where it runs; empty: the only one that there is.
        page: only this page, a URL or a page name.
        variant: only this variant of the pages.

    Raises:
        PomError: the daemon knows none, or several environments.
    """
    entries = list(client.list_selectors(app, environment, page_size=_PAGE_SIZE))
    chosen = environment or _only_environment(app, entries)
    names = sorted({one.query.page for one in entries if one.query.environment == chosen})
    asked = [page] if page else names
    answers = [client.pages.selectors(app, chosen, one, variant=variant or {}) for one in asked]
    found = {one: _elements(answer) for one, answer in zip(asked, answers, strict=True)}
    pages = tuple(
        KnownPage(_template(answer, one), found[one])
        for one, answer in zip(asked, answers, strict=True)
        if found[one]
    )
    if not pages:
        where = f" on {page}" if page else ""
        raise PomError("app", f"nothing is known of {app!r} in {chosen!r}{where}")
    notes = [
        f"{one}: over 1000 elements, the others are left out"
        for one, answer in zip(asked, answers, strict=True)
        if answer.truncated
    ]
    return Known(pages, tuple(names), (*notes, *_left_out(answers)))


def used_in(client: pacts.Client, app: str, environment: str, run: RunResult) -> Known:
    """Return what a run has used, with all that is known of it now.

    What the run used and nobody knows any more has no selectors.
    """
    used: dict[str, dict[str, str]] = {}
    for case in run.cases:
        for step in case.steps:
            for lookup in step.lookups:
                used.setdefault(lookup.page, {})[lookup.element] = step.action.scope
    by_page: dict[str, dict[PageElement, PageElement]] = {}
    for url, elements in used.items():
        answer = client.pages.selectors(app, environment, url)
        known = [one for one in _elements(answer) if one.element in elements]
        unknown = elements.keys() - {one.element for one in known}
        lost = [PageElement(name, elements[name]) for name in sorted(unknown)]
        kept = by_page.setdefault(_template(answer, url), {})
        kept.update({one: one for one in [*lost, *known]})
    listed = client.list_selectors(app, environment, page_size=_PAGE_SIZE)
    names = {one.query.page for one in listed} | by_page.keys()
    pages = tuple(KnownPage(page, tuple(kept)) for page, kept in sorted(by_page.items()))
    if not pages:
        raise PomError("results", "the run looked up no element")
    return Known(pages, tuple(sorted(names)), ())


def _only_environment(app: str, entries: Iterable[pacts.Entry]) -> str:
    found = sorted({one.query.environment for one in entries})
    match found:
        case []:
            raise PomError("app", f"nothing is known of {app!r}")
        case [only]:
            return only
    raise PomError("environment", f"needed: {app!r} is known in {', '.join(found)}")


def _elements(answer: pacts.PageSelectors) -> tuple[PageElement, ...]:
    """Return the elements of a page; one that is known for several actions is one element."""
    found: dict[PageElement, PageElement] = {}
    # The entry for any action stands for all; else that of the least action, each time the same.
    for query, known in sorted(answer.selectors, key=lambda one: str(one[0].action), reverse=True):
        if _WRITTEN.match(query.element):
            continue
        place = (query.element, query.scope, query.ordinal, query.frame)
        one = PageElement(*place, tuple(known.selectors), query)
        found.pop(one, None)
        found[one] = one
    return tuple(sorted(found, key=lambda one: (one.scope, one.frame, one.element, one.ordinal)))


def _template(answer: pacts.PageSelectors, page: str) -> str:
    if answer.selectors:
        return answer.selectors[0][0].page
    if not page.lower().startswith(("http://", "https://")):
        return page
    parts = urlsplit(page)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _left_out(answers: Sequence[pacts.PageSelectors]) -> list[str]:
    written = [
        query for one in answers for query, _ in one.selectors if _WRITTEN.match(query.element)
    ]
    if not written:
        return []
    return [f"{len(written)} locators of wrapped pages are left out: they have no names"]
