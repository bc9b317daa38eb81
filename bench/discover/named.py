"""What the elements of a page are called, read from its HTML without the code under test."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = frozenset(["head", "script", "style", "noscript", "template", "svg", "title", "option"])
BUTTONS = frozenset(["button", "submit", "reset"])
NO_TEXT = frozenset(["hidden", "image", "file", "range", "color", *BUTTONS])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
CONTENT = {"button": "button", "a": "link", **dict.fromkeys(HEADINGS, "heading")}
LONGEST = 80


@dataclass(frozen=True)
class Named:
    """An element with a name, the word people use for its kind, and the row it is in."""

    xpath: str
    kind: str
    name: str
    row: str = ""
    hidden: bool = False

    @property
    def key(self) -> str:
        """Return the name as people compare it."""
        return folded(self.name)


def folded(text: str) -> str:
    """Return only letters and digits, in small letters."""
    return "".join(c for c in text.lower() if c.isalnum())


def squashed(text: str | None) -> str:
    """Return text with single spaces."""
    return " ".join((text or "").split())


def elements(node: LexborNode, path: str) -> Iterator[tuple[str, LexborNode]]:
    """Yield every element that is seen, with its absolute path."""
    counts: dict[str, int] = {}
    for child in node.iter():
        tag = child.tag or ""
        counts[tag] = counts.get(tag, 0) + 1
        if tag not in UNSEEN:
            here = f"{path}/{tag}[{counts[tag]}]"
            yield here, child
            yield from elements(child, here)


def named(html: bytes) -> tuple[list[Named], dict[str, int]]:
    """Return the elements that have a name, and how many elements say each text in any way."""
    document = LexborHTMLParser(html)
    labels = {
        label.attributes.get("for"): _text(label)
        for label in document.css("label[for]")
        if label.attributes.get("for")
    }
    found: list[Named] = []
    said: dict[str, int] = {}
    for path, node in elements(document.css("html")[0], "/html[1]"):
        for text in _sayings(node, labels):
            said[folded(text)] = said.get(folded(text), 0) + 1
        kind, name = _kind_and_name(node, labels)
        if kind and 0 < len(name) <= LONGEST and folded(name):
            found.append(Named(path, kind, name, _row(node), _is_hidden(node)))
    return found, said


def _is_hidden(node: LexborNode) -> bool:
    at: LexborNode | None = node
    while at is not None:
        style = (at.attributes.get("style") or "").replace(" ", "")
        if "hidden" in at.attributes or "display:none" in style or "visibility:hidden" in style:
            return True
        at = at.parent
    return False


def _sayings(node: LexborNode, labels: dict[str | None, str]) -> set[str]:
    attributes = node.attributes
    names = ("aria-label", "placeholder", "alt", "title", "value", "id", "name", "data-testid")
    said = {squashed(attributes.get(name)) for name in names}
    own = squashed(node.text(deep=False))
    said |= {own, labels.get(attributes.get("id"), "")}
    if len(text := squashed(node.text())) <= LONGEST:
        said.add(text)
    return {text for text in said if folded(text)}


def _kind_and_name(node: LexborNode, labels: dict[str | None, str]) -> tuple[str, str]:
    attributes = node.attributes
    tag, type_ = node.tag or "", (attributes.get("type") or "").lower()
    given = squashed(attributes.get("aria-label"))
    if attributes.get("role") or attributes.get("aria-labelledby"):
        return "", ""
    content = given or _text(node) or squashed(attributes.get("title"))
    label = given or _label(node, labels) or squashed(attributes.get("title"))
    label = label or squashed(attributes.get("placeholder"))
    kind, name = "", label
    if tag in CONTENT and (tag != "a" or attributes.get("href") is not None):
        kind, name = CONTENT[tag], content
    elif tag == "img":
        kind, name = "image", given or squashed(attributes.get("alt"))
    elif tag == "input" and type_ in BUTTONS:
        kind, name = "button", given or squashed(attributes.get("value"))
    elif tag == "select":
        kind = "dropdown"
    elif tag == "textarea" or (tag == "input" and type_ not in NO_TEXT):
        kind = {"checkbox": "checkbox", "radio": "radio button"}.get(type_, "field")
    return kind, name


def _text(node: LexborNode) -> str:
    """Return what it says, an image by its alternative text."""
    parts: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(child.text_content or "")
        elif child.tag == "img":
            parts.append(child.attributes.get("alt") or "")
        elif child.tag not in {*UNSEEN, "select", "textarea"} and not _is_hidden(child):
            gap = "" if child.tag in {"span", "b", "i", "em", "strong", "small", "a"} else " "
            hides = child.attributes.get("aria-hidden") == "true"
            parts.append("" if hides else gap + _text(child) + gap)
    return " ".join("".join(parts).split())


def _label(node: LexborNode, labels: dict[str | None, str]) -> str:
    own = labels.get(node.attributes.get("id"))
    at = node.parent
    while not own and at is not None:
        if at.tag == "label" and not at.attributes.get("for"):
            return _text(at)
        at = at.parent
    return own or ""


def _row(node: LexborNode) -> str:
    at = node.parent
    while at is not None:
        if at.tag == "tr":
            cells = [cell for cell in at.iter() if cell.tag in {"td", "th"}]
            own = next(
                (c for c in cells if any(n.mem_id == node.mem_id for n in c.traverse())), None
            )
            others = [squashed(c.text()) for c in cells if own is None or c.mem_id != own.mem_id]
            return next((text for text in others if 1 < len(text) <= 40), "")
        at = at.parent
    return ""
