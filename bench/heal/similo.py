"""Similo's formula (TOSEM 2023) as published, without geometry, which the data does not have.

The sum of weight times similarity over the properties that both elements have; the element with the
highest sum is the answer, always.
"""

from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.heal.accuracy import Finder

CANDIDATE_TAGS = frozenset(
    [
        "a",
        "button",
        "input",
        "select",
        "textarea",
        "label",
        "option",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "th",
        "td",
        "dt",
        "dd",
        "caption",
        "legend",
        "summary",
        "li",
        "span",
        "img",
        "p",
    ]
)
WEIGHTS = {
    "tag": 1.5,
    "name": 1.5,
    "id": 1.5,
    "text": 1.5,
    "neighbours": 1.5,
    "class": 0.5,
    "href": 0.5,
    "alt": 0.5,
    "xpath": 0.5,
    "id_xpath": 0.5,
    "button": 0.5,
}
EQUAL = frozenset({"tag", "name", "id", "button"})
MAX_TEXT = 120
MAX_NEIGHBOURS = 200


@dataclass(frozen=True)
class Element:
    """The properties of one element."""

    xpath: str
    values: dict[str, str]


def threshold_finder(least: float) -> Finder:
    """Return a finder that abstains when the share of the possible sum is below ``least``."""

    def find(old: bytes, new: bytes, xpath: str) -> str | None:
        target = next(element for element in elements(old, all_tags=True) if element.xpath == xpath)
        score, best = max((_score(target, other), other.xpath) for other in elements(new))
        return best if score >= least * _most(target) else None

    return find


def _most(target: Element) -> float:
    return sum(WEIGHTS[name] for name in target.values)


def _score(a: Element, b: Element) -> float:
    both = a.values.keys() & b.values.keys()
    return sum(WEIGHTS[name] * _alike(name, a.values[name], b.values[name]) for name in both)


def _alike(name: str, a: str, b: str) -> float:
    if a == b:
        return 1.0
    if name in EQUAL:
        return 0.0
    if name == "neighbours":
        mine, theirs = set(a.split()), set(b.split())
        return len(mine & theirs) / max(len(mine), len(theirs))
    return 1 - _distance(a, b) / max(len(a), len(b))


@lru_cache(maxsize=2_000_000)
def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            cost = min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
            diagonal, row[j] = row[j], cost
    return row[-1]


@lru_cache(maxsize=512)
def elements(html: bytes, *, all_tags: bool = False) -> list[Element]:
    """Return the elements that are candidates, or all of them."""
    found: list[Element] = []
    root = LexborHTMLParser(html).root
    stack = [(root, "/html[1]", "/html[1]")] if root else []
    while stack:
        node, xpath, id_xpath = stack.pop()
        if all_tags or node.tag in CANDIDATE_TAGS:
            found.append(Element(xpath, _values(node, xpath, id_xpath)))
        counts: dict[str, int] = {}
        for child in node.iter():
            tag = child.tag or ""
            counts[tag] = counts.get(tag, 0) + 1
            step = f"/{tag}[{counts[tag]}]"
            own = child.attributes.get("id")
            stack.append((child, xpath + step, f"//*[@id='{own}']" if own else id_xpath + step))
    return found


def _values(node: LexborNode, xpath: str, id_xpath: str) -> dict[str, str]:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    kind = attributes.get("type", "")
    is_button = node.tag in {"a", "button"} or (
        node.tag == "input" and kind in {"submit", "button"}
    )
    text = " ".join(node.text(deep=True).split()) or attributes.get("value", "")
    around = node.parent.text(deep=True) if node.parent else ""
    values = {
        "tag": node.tag or "",
        "text": text[:MAX_TEXT],
        "neighbours": " ".join(around.lower().split()[:MAX_NEIGHBOURS]),
        "xpath": xpath,
        "id_xpath": id_xpath,
        "button": str(is_button),
        **{name: attributes.get(name, "") for name in ("name", "id", "class", "href", "alt")},
    }
    return {name: value for name, value in values.items() if value}
