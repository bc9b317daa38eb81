"""Hypothesis strategies for pages and captures."""

import json

from hypothesis import strategies as st

TAGS = ("div", "section", "article", "nav", "aside", "header", "footer", "main", "span")
CLASSES = ("", "card", "card-title", "menu", "menu-entry", "toolbar", "panel", "price")
IDS = ("", "", "", "", "search", "basket", "login", "results")

Tree = tuple[str, str, str, list["Tree"]]


def trees() -> st.SearchStrategy[Tree]:
    """Return elements: tag, class, id, children."""
    head = (st.sampled_from(TAGS), st.sampled_from(CLASSES), st.sampled_from(IDS))
    empty: list[Tree] = []
    leaf = st.tuples(*head, st.just(empty))
    return st.recursive(
        leaf, lambda inner: st.tuples(*head, st.lists(inner, max_size=5)), max_leaves=40
    )


def html_of(body: list[Tree], text: str = "text") -> str:
    """Return the page with these elements in its body."""
    return f"<html><body>{''.join(_write(tree, text) for tree in body)}</body></html>"


def _write(tree: Tree, text: str) -> str:
    tag, name, identity, children = tree
    identity = f' id="{identity}"' if identity else ""
    inside = "".join(_write(child, text) for child in children)
    return f'<{tag} class="{name}"{identity}>{text}{inside}</{tag}>'


def capture_of(body: list[Tree]) -> bytes:
    """Return the same page as a capture of format 1."""
    strings = {"": 0}
    columns: dict[str, list[int]] = {
        name: [] for name in ("parent", "tag", "attr_count", "attrs", "text")
    }

    def place(text: str) -> int:
        return strings.setdefault(text, len(strings))

    def add(parent: int, tag: str, attributes: dict[str, str]) -> int:
        columns["parent"].append(parent)
        columns["tag"].append(place(tag))
        columns["attr_count"].append(len(attributes))
        columns["attrs"] += [place(part) for pair in attributes.items() for part in pair]
        columns["text"].append(0)
        return len(columns["parent"]) - 1

    def walk(parent: int, tree: Tree) -> None:
        tag, name, identity, children = tree
        index = add(parent, tag, {"class": name} | ({"id": identity} if identity else {}))
        for child in children:
            walk(index, child)

    root = add(add(-1, "html", {}), "body", {})
    for tree in body:
        walk(root, tree)
    return json.dumps(
        {"format": 1, "url": "", "title": "", "strings": list(strings), **columns}
    ).encode()
