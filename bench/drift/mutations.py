"""Known edits on real pages: what each of them may cost."""

import random
from collections.abc import Callable
from pathlib import Path
from statistics import median

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.drift import data
from pacts_daemon import _drift_core as core

Edit = Callable[[LexborHTMLParser, random.Random], None]


def measure(folder: Path) -> dict[str, object]:
    """Return median and maximum drift of every edit over all pages with enough features."""
    return {name: _measure(edit, data.all_pages(folder)) for name, edit in EDITS.items()}


def _measure(edit: Edit, pages: list[bytes]) -> dict[str, float]:
    drifts = []
    for seed, page in enumerate(pages):
        drift = _drift(edit, page, random.Random(seed))  # noqa: S311
        if not drift.insufficient:
            drifts.append(drift.drift_ratio)
    drifts.sort()
    return {
        "pages": len(drifts),
        "median": round(median(drifts), 4),
        "p90": round(drifts[int(len(drifts) * 0.9)], 4),
        "max": round(drifts[-1], 4),
    }


def _drift(edit: Edit, page: bytes, rng: random.Random) -> core.Drift:
    tree = LexborHTMLParser(page)
    # Both sides are written by the same serialiser, so that only the edit differs.
    old = core.fingerprint_html((tree.html or "").encode())
    edit(tree, rng)
    return core.compare(old, core.fingerprint_html((tree.html or "").encode()))


def _elements(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return everything below the body."""
    return [] if tree.body is None else [node for node in tree.body.css("*") if node.tag != "body"]


def _word(rng: random.Random, length: int = 7) -> str:
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(length))


def _text(tree: LexborHTMLParser, rng: random.Random) -> None:
    texts = [] if tree.body is None else list(tree.body.traverse(include_text=True))
    for node in texts:
        if node.tag == "-text" and (node.text_content or "").strip():
            node.replace_with(_word(rng))


def _attributes(tree: LexborHTMLParser, rng: random.Random) -> None:
    for node in _elements(tree):
        for name in ("href", "src", "style", "nonce", "data-reactid", "aria-describedby"):
            node.attrs[name] = _word(rng)


def _framework_ids(tree: LexborHTMLParser, rng: random.Random) -> None:
    forms = (":r{}:", "radix-:r{}:", "ember{}", "yui_3_18_1_{}")
    for node in _elements(tree):
        if not node.attributes.get("id"):
            node.attrs["id"] = rng.choice(forms).format(rng.randrange(10_000))


def _add_class(node: LexborNode, name: str) -> None:
    node.attrs["class"] = f"{node.attributes.get('class') or ''} {name}".strip()


def _css_in_js(tree: LexborHTMLParser, rng: random.Random) -> None:
    for node in _elements(tree):
        kind = rng.choice(("css-{}", "sc-{}", "svelte-{}", "jss{}"))
        suffix = str(rng.randrange(1000)) if kind == "jss{}" else _word(rng)
        _add_class(node, kind.format(suffix))


def _random_class(tree: LexborHTMLParser, rng: random.Random) -> None:
    for node in _elements(tree):
        _add_class(node, _word(rng))


def _kind(row: LexborNode) -> tuple[object, ...]:
    """Return what makes two rows rows of one list: tag, class and the tags of what they hold."""
    inside = tuple(child.tag for child in row.iter(include_text=False))
    return (row.tag, row.attributes.get("class"), inside)


def _longer_list(tree: LexborHTMLParser, _rng: random.Random) -> None:
    """Make the page's longest list five times as long, if it has three rows or more."""
    best: list[LexborNode] = []
    for parent in _elements(tree):
        groups: dict[tuple[object, ...], list[LexborNode]] = {}
        for child in parent.iter(include_text=False):
            groups.setdefault(_kind(child), []).append(child)
        best = max([best, *groups.values()], key=len)
    for row in best if len(best) > 2 else []:
        for _ in range(4):
            row.insert_after(row)  # the node that is given is copied


def _wrap_body(tree: LexborHTMLParser, _rng: random.Random) -> None:
    if tree.body is None:
        return
    children = list(tree.body.iter(include_text=False))
    wrapper = tree.create_node("div")
    if children:
        children[0].insert_before(wrapper)
    wrapper = next(tree.body.iter(include_text=False), wrapper)
    for child in children:
        wrapper.insert_child(child)
        child.decompose()


def _ad_frames(tree: LexborHTMLParser, rng: random.Random) -> None:
    """Put twelve frames where text flows; elsewhere the parser would move what is around."""
    flow = {"article", "aside", "body", "div", "footer", "header", "li", "main", "section", "td"}
    places = [n for n in _elements(tree) if n.parent is not None and n.parent.tag in flow]
    for place in rng.sample(places, min(12, len(places))):
        frame = tree.create_node("iframe")
        frame.attrs["src"] = f"https://ads.example/{_word(rng)}"
        place.insert_before(frame)


EDITS: dict[str, Edit] = {
    "text": _text,
    "attribute_churn": _attributes,
    "framework_ids": _framework_ids,
    "css_in_js": _css_in_js,
    "list_times_five": _longer_list,
    "body_wrapped": _wrap_body,
    "twelve_ad_frames": _ad_frames,
    "random_class_everywhere": _random_class,
}
