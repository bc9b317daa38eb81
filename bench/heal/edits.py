"""Pages of many sites, edited as releases edit them, so that where each element went is known."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
LEFT_OUT = frozenset({"script", "style", "noscript", "template"})
BLOCKS = frozenset({"div", "section", "article", "form", "nav", "header"})
ROWS = frozenset({"li", "tr"})
OTHER_TAGS = {"button": "a", "a": "button", "b": "strong", "div": "section", "h2": "h3", "h3": "h4"}
MAX_ROW = 12
MASKED = ("id", "name", "for", "href", "action")
WORDS = ("new", "now", "all", "more", "your", "details", "settings", "view")


@dataclass(eq=False)
class Node:
    """An element that can be moved about; texts are plain strings among its children."""

    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)
    is_copy: bool = False
    is_renamed: bool = False

    def elements(self) -> list["Node"]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]


def read(html: bytes) -> Node:
    """Return a page's root."""
    root = LexborHTMLParser(html).root
    if root is None:
        raise LookupError("a page without elements")
    return _read(root)


def _read(node: LexborNode) -> Node:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    made = Node(node.tag or "", attributes)
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            made.children.append(child.text_content or "")
        elif not (child.tag or "").startswith(("-", "!")) and child.tag not in LEFT_OUT:
            made.children.append(_read(child))
    return made


def write(root: Node) -> bytes:
    """Return the page as HTML."""
    parts = ["<!doctype html>"]
    _write(root, parts)
    return "".join(parts).encode()


def _write(node: Node, parts: list[str]) -> None:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    parts.append(f"<{node.tag}{attributes}>")
    for child in node.children:
        if isinstance(child, Node):
            _write(child, parts)
        else:
            parts.append(escape(child, quote=False))
    if node.tag not in VOID:
        parts.append(f"</{node.tag}>")


def walk(node: Node, path: str = "/html[1]") -> Iterator[tuple[Node, str]]:
    """Yield every element with its absolute XPath."""
    yield node, path
    counts: dict[str, int] = {}
    for child in node.elements():
        counts[child.tag] = counts.get(child.tag, 0) + 1
        yield from walk(child, f"{path}/{child.tag}[{counts[child.tag]}]")


def edit(root: Node, chance: random.Random) -> None:
    """Make one release's changes in place."""
    for change, share in CHANGES:
        for node in [node for node, _ in walk(root)][3:]:
            if chance.random() < share:
                change(node, chance)
    for whole in (_shift_ids, _rename_classes, _mask):
        if chance.random() < 0.5:
            for node, _ in walk(root):
                whole(node)


def _wrap(node: Node, _: random.Random) -> None:
    if node.tag in BLOCKS:
        node.children = [Node("div", {"class": "inner"}, node.children)]


def _reorder(node: Node, chance: random.Random) -> None:
    children = node.elements()
    if len(children) > 2 and len({child.tag for child in children}) == 1:
        chance.shuffle(children)
        node.children = list(children)


def _add_row(node: Node, chance: random.Random) -> None:
    rows = [child for child in node.elements() if child.tag in ROWS]
    if rows:
        row = _made_like(chance.choice(rows), chance)
        if sum(1 for _ in walk(row)) <= MAX_ROW:
            node.children.insert(chance.randrange(len(node.children) + 1), row)


def _made_like(node: Node, chance: random.Random) -> Node:
    """Return a row of the same form that says something else."""
    children: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(_made_like(child, chance))
        else:
            words = f"{chance.choice(WORDS)} {chance.randrange(10, 10_000)}"
            children.append(words if child.strip() and not _is_action(node) else child)
    kept = {name: value for name, value in node.attributes.items() if name not in MASKED}
    return Node(node.tag, kept, children, is_copy=True)


def _is_action(node: Node) -> bool:
    return node.tag == "button" or node.attributes.get("href") == "#"


def _reword(node: Node, chance: random.Random) -> None:
    for at, child in enumerate(() if node.is_copy else node.children):
        if isinstance(child, str) and child.strip():
            words = child.split()
            if len(words) > 1 and chance.random() < 0.5:
                words.pop(chance.randrange(len(words)))
            else:
                words.insert(chance.randrange(len(words) + 1), chance.choice(WORDS))
            node.children[at] = " ".join(words)


def _rename(node: Node, chance: random.Random) -> None:
    texts = [at for at, child in enumerate(node.children) if isinstance(child, str)]
    if node.tag in {"a", "button"} and len(texts) == len(node.children) == 1:
        node.children = [f"{chance.choice(WORDS)} {chance.randrange(90, 99)}"]
        node.is_renamed = True


def _retag(node: Node, _: random.Random) -> None:
    if node.tag == "a":
        node.attributes.pop("href", None)
    node.tag = OTHER_TAGS.get(node.tag, node.tag)


def _remove(node: Node, chance: random.Random) -> None:
    children = node.elements()
    if children:
        node.children.remove(chance.choice(children))


CHANGES: tuple[tuple[Callable[[Node, random.Random], None], float], ...] = (
    (_wrap, 0.04),
    (_reorder, 0.05),
    (_add_row, 0.1),
    (_reword, 0.15),
    (_rename, 0.01),
    (_retag, 0.05),
    (_remove, 0.02),
)


def _shift_ids(node: Node) -> None:
    for name in ("id", "for"):
        head, digits = _numbered(node.attributes.get(name, ""))
        if digits:
            node.attributes[name] = f"{head}{int(digits) + 17}"


def _numbered(text: str) -> tuple[str, str]:
    head = text.rstrip("0123456789")
    return head, text[len(head) :][:9]


def _rename_classes(node: Node) -> None:
    if "class" in node.attributes:
        node.attributes["class"] = " ".join(f"x{n}" for n in node.attributes["class"].split())


def _mask(node: Node) -> None:
    for name in [name for name in node.attributes if name in MASKED or name.startswith("data-")]:
        del node.attributes[name]
