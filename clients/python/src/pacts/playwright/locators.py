"""From a selector to Playwright's own locator, in either of its APIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from pacts.flow.steps import MAX_FRAMES, PageNotReadyError
from pacts.flow.target import MAX_NAME_BYTES
from pacts.model import Selector, SelectorStrategy

STRATEGIES: Final = tuple(one for one in SelectorStrategy if one is not one.UNRECOGNIZED)

_LOCATORS: Final[dict[SelectorStrategy, Callable[[Any, Selector], Any]]] = {
    SelectorStrategy.ROLE: lambda root, s: root.get_by_role(s.role, name=s.value, exact=True),
    SelectorStrategy.LABEL: lambda root, s: root.get_by_label(s.value, exact=True),
    SelectorStrategy.PLACEHOLDER: lambda root, s: root.get_by_placeholder(s.value, exact=True),
    SelectorStrategy.TEXT: lambda root, s: root.get_by_text(s.value, exact=True),
    SelectorStrategy.ALT_TEXT: lambda root, s: root.get_by_alt_text(s.value, exact=True),
    SelectorStrategy.TITLE: lambda root, s: root.get_by_title(s.value, exact=True),
    SelectorStrategy.TEST_ID: lambda root, s: root.locator(
        f"css=[{s.attribute}={css_string(s.value)}]"
    ),
    SelectorStrategy.CSS: lambda root, s: root.locator(f"css={s.value}"),
    SelectorStrategy.XPATH: lambda root, s: root.locator(f"xpath={s.value}"),
}


def locator_of(root: Any, selector: Selector) -> Any:
    """Return the locator that finds what a selector means; names and texts match whole."""
    return _LOCATORS[selector.strategy](root, selector)


def frame_of(page: Any, frame: str) -> Any:
    """Return the frame of that name or URL; the page itself for none.

    Raises:
        PageNotReadyError: there is none, or more than one.
    """
    if not frame:
        return page
    named = _called(page.frames, frame)
    if len(named) != 1:
        raise PageNotReadyError(f"the page has {len(named)} frames {frame!r}")
    return named[0]


def label_of(frame: Any, frames: Iterable[Any]) -> str | None:
    """Return what a query calls one of a page's frames; None: nothing tells it from the others."""
    if frame.parent_frame is None:
        return ""
    url = _without_query(frame.url) if frame.url.startswith("http") else ""
    label: str = frame.name or url
    is_one = bool(label) and _called(frames, label) == [frame]
    return label if is_one and len(label.encode()) <= MAX_NAME_BYTES else None


TOLD: Final = """element => {
  if (!/^i?frame$/.test(element.localName)) return null;
  let url = "";
  try { url = element.contentWindow.location.href; } catch {}
  return [element.name || element.id, url];
}"""
"""Tells of the element of a frame the frame's name, else its id, and its URL.

That is empty where another origin keeps it; null comes of an element that is none of a frame.
"""


def frames_told(told: Sequence[str] | None, frames: Iterable[Any]) -> list[Any]:
    """Return the frames of which their elements tell this."""
    if told is None:
        return []
    name, url = told
    return [one for one in frames if one.name == name and (name or one.url == url)]


def _called(frames: Iterable[Any], label: str) -> list[Any]:
    """Return the frames of a name, else of a URL, else of one without its query."""
    kept = tuple(frames)
    ways: tuple[Callable[[Any], bool], ...] = (
        lambda one: one.name == label,
        lambda one: one.url == label,
        lambda one: _without_query(one.url) == label,
    )
    return next((found for way in ways if (found := [one for one in kept if way(one)])), [])


def _without_query(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def foreign_frames(frames: Iterable[Any]) -> list[Any]:
    """Return the frames that no capture of another one enters: those of another origin."""
    return [
        frame
        for frame in frames
        if frame.parent_frame is not None and _is_foreign(frame.url, frame.parent_frame.url)
    ][:MAX_FRAMES]


def _is_foreign(url: str, parent: str) -> bool:
    here, there = urlsplit(url), urlsplit(parent)
    return here.scheme in {"http", "https"} and here[:2] != there[:2]


def css_string(text: str) -> str:
    """Quote a text as a string of CSS."""
    return '"' + "".join(_in_string(character) for character in text) + '"'


def _in_string(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character >= " " else f"\\{ord(character):x} "
