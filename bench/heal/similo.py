"""Similo's formula (Nass et al., TOSEM 2023), without geometry, which the data does not have.

The sum of weight times similarity over the properties that both elements have; the element with
the highest sum, the first of equal ones, is the answer, always. Weights and comparators are those
of the published implementation, but it cuts texts to 50 characters, which does worse here, and its
neighbouring texts are what is shown within 50 pixels, for which the parent's text stands in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.heal.accuracy import Finder

CANDIDATE_TAGS = frozenset(
    "a button input select textarea label option h1 h2 h3 h4 h5 h6 th td dt dd caption legend "  # noqa: SIM905
    "summary li span img p".split()
)
MAX_TEXT = 120
MAX_NEIGHBOURS = 60


def _edit(a: str, b: str) -> float:
    return float(Levenshtein.normalized_similarity(a, b))


def _equal(a: str, b: str) -> float:
    return float(a == b)


def _words(a: str, b: str) -> float:
    """Letters in the words of the one that the other has too, of all letters of the longer one."""
    mine, theirs = a.split(), set(b.split())
    shared = sum(len(word) for word in mine if word in theirs)
    longer = max(sum(map(len, mine)), sum(map(len, b.split())))
    return min(shared / longer, 1.0)


COMPARED: dict[str, tuple[float, Callable[[str, str], float]]] = {
    "tag": (1.5, _equal),
    "name": (1.5, _equal),
    "id": (1.5, _equal),
    "text": (1.5, _edit),
    "neighbours": (1.5, _words),
    "class": (0.5, _edit),
    "href": (0.5, _edit),
    "alt": (0.5, _edit),
    "xpath": (0.5, _edit),
    "id_xpath": (0.5, _edit),
    "button": (0.5, _equal),
}


@dataclass(frozen=True)
class Element:
    """The properties of one element."""

    xpath: str
    values: dict[str, str]


@dataclass(frozen=True)
class Page:
    """The elements of one page, and its candidates by the values they have."""

    elements: dict[str, Element]
    candidates: list[str]
    postings: dict[str, dict[str, list[int]]]


def threshold_finder(least: float) -> Finder:
    """Return a finder that abstains when the share of the possible sum is below ``least``."""

    def find(old: bytes, new: bytes, xpath: str) -> str | None:
        share, best = _best(old, new, xpath)
        return best if share >= least else None

    return find


@lru_cache(maxsize=20_000)
def _best(old: bytes, new: bytes, xpath: str) -> tuple[float, str]:
    target, page = _page(old).elements[xpath].values, _page(new)
    scores = [0.0] * len(page.candidates)
    for name, mine in target.items():
        weight, alike = COMPARED[name]
        for theirs, places in page.postings.get(name, {}).items():
            score = weight * alike(mine, theirs)
            for place in places if score else ():
                scores[place] += score
    best = max(range(len(scores)), key=scores.__getitem__)
    return scores[best] / sum(COMPARED[name][0] for name in target), page.candidates[best]


@lru_cache(maxsize=64)
def _page(html: bytes) -> Page:
    page = Page({}, [], {})
    for node, element in elements(html):
        page.elements[element.xpath] = element
        if node.tag in CANDIDATE_TAGS:
            for name, value in element.values.items():
                places = page.postings.setdefault(name, {}).setdefault(value, [])
                places.append(len(page.candidates))
            page.candidates.append(element.xpath)
    return page


def elements(html: bytes) -> Iterator[tuple[LexborNode, Element]]:
    """Yield all elements of a page in document order."""
    root = LexborHTMLParser(html).root
    stack = [(root, "/html[1]", "/html[1]")] if root else []
    while stack:
        node, xpath, id_xpath = stack.pop()
        yield node, Element(xpath, _values(node, xpath, id_xpath))
        stack.extend(reversed(list(_children(node, xpath, id_xpath))))


def _children(node: LexborNode, xpath: str, id_xpath: str) -> Iterator[tuple[LexborNode, str, str]]:
    counts: dict[str, int] = {}
    for child in node.iter():
        tag = child.tag or ""
        counts[tag] = counts.get(tag, 0) + 1
        step = f"/{tag}[{counts[tag]}]"
        own = child.attributes.get("id")
        yield child, xpath + step, f"//*[@id='{own}']" if own else id_xpath + step


def _values(node: LexborNode, xpath: str, id_xpath: str) -> dict[str, str]:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    shown = (" ".join(node.text(deep=True).split()), attributes.get("value", ""))
    text = next(filter(None, (*shown, attributes.get("placeholder", ""))), "")
    kept = {name: attributes.get(name, "") for name in ("name", "id", "class", "href", "alt")}
    values = {
        "tag": node.tag or "",
        "text": text,
        "xpath": xpath,
        "id_xpath": id_xpath,
        "button": str(_is_button(node, attributes)),
        **kept,
    }
    cut = {name: value.lower()[:MAX_TEXT] for name, value in values.items() if value}
    around = node.parent.text(deep=True).lower().split() if node.parent else []
    return cut | ({"neighbours": " ".join(around[:MAX_NEIGHBOURS])} if around else {})


def _is_button(node: LexborNode, attributes: dict[str, str]) -> bool:
    if node.tag == "input":
        return attributes.get("type", "") in {"button", "submit", "reset"}
    return node.tag == "button" or (node.tag == "a" and "btn" in attributes.get("class", ""))
