"""Lists in another order, with one record of each page exchanged: whose element it is."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.heal import data, edits
from bench.heal.edited import WANTED
from pacts_daemon import _drift_core as core

EDITIONS = 3
NAMES = (
    "Marta Lindqvist",
    "Tomasz Wilk",
    "Ines Carvalho",
    "Ravi Menon",
    "Hedda Moe",
    "Oskar Brandt",
    "Leila Haddad",
    "Kofi Asante",
    "Yuna Sato",
    "Pavel Horak",
    "Nora Quinn",
    "Emre Aksoy",
)
LOOKS = frozenset({"class", "style", "role", "type"})


@dataclass
class Shuffled:
    """A page's lists, and which of their records was exchanged for one that was not there."""

    lists: list[list[edits.Node]]
    exchanged: edits.Node | None = None
    record_of: dict[int, edits.Node] = field(default_factory=dict)

    def innermost(self, node: edits.Node) -> edits.Node | None:
        """Return the record that an element is or stands in."""
        return self.record_of.get(id(node))


def measure(folder: Path) -> dict[str, object]:
    """Return counts of answers, of each version against its own edition and of old against new.

    ``wrong_record`` counts what was found outside its own record, ``exchanged`` what belonged to
    the record that is gone: each of those that was found is in a wrong record.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    labels = defaultdict(list)
    for case in data.present(folder):
        labels[case.page_id].append((case.old_xpath, case.new_xpath))
    for page_id, pairs in sorted(labels.items()):
        place = folder / "pages" / page_id
        old, new = ((place / f"{name}.html").read_bytes() for name in ("old", "new"))
        for number in range(EDITIONS):
            name = f"{page_id}#{number}"
            counts["same version"].update(_said(name, new, None, ()))
            counts["next version"].update(_said(name, new, old, pairs))
    return {group: dict(sorted(counter.items())) for group, counter in counts.items()}


def _said(
    name: str, html: bytes, old: bytes | None, pairs: list[tuple[str, str | None]] | tuple[()]
) -> Iterator[str]:
    root = edits.read(html)
    before = edits.write(root)
    wanted = [(path, path) for node, path in edits.walk(root) if node.tag in WANTED]
    nodes = {path: node for node, path in edits.walk(root)}
    shuffled = shuffle(root, random.Random(name))  # noqa: S311
    after = {path: node for node, path in edits.walk(root)}
    pair = core.PagePair.from_html(old or before, edits.write(root))
    for xpath, truth in pairs if old else wanted:
        node = nodes.get(truth or "")
        record = shuffled.innermost(node) if node else None
        if node and record:
            found = pair.heal(xpath).xpath
            yield from _judged(shuffled, node, record, after[found] if found else None)


def _judged(
    shuffled: Shuffled, node: edits.Node, record: edits.Node, found: edits.Node | None
) -> Iterator[str]:
    if record is shuffled.exchanged:
        yield from ("exchanged", "exchanged_found") if found else ("exchanged",)
        return
    yield "count"
    yield "none" if found is None else "right" if found is node else "wrong"
    if found and not any(inner is found for inner, _ in edits.walk(record)):
        yield "wrong_record"


def shuffle(root: edits.Node, chance: random.Random) -> Shuffled:
    """Give the records of every list another order in place, and exchange one of the page's."""
    shuffled = Shuffled(list(_lists(root)))
    records = [(record, siblings) for siblings in shuffled.lists for record in siblings]
    for record, _ in records:
        # Outer records come first, so that the innermost stays.
        shuffled.record_of |= {id(inner): record for inner, _ in edits.walk(record)}
    inner = [one for one in records if _is_innermost(shuffled, one[0]) and _has_name(*one)]
    if inner:
        record, siblings = chance.choice(inner)
        _exchange(record, siblings, chance)
        shuffled.exchanged = record
    parents = {id(child): node for node, _ in edits.walk(root) for child in node.elements()}
    for siblings in shuffled.lists:
        _reorder(parents[id(siblings[0])], siblings, chance)
    _leave_out_twins(shuffled)
    return shuffled


def _lists(root: edits.Node) -> Iterator[list[edits.Node]]:
    page = core.Page.from_html(edits.write(root))
    lists: dict[tuple[str, str], list[edits.Node]] = defaultdict(list)
    for node, path in edits.walk(root):
        own = next((record for record in page.records(path) if record.xpath == path), None)
        # A term is followed by its definitions, which would stay behind.
        if own and own.ordinal and node.tag != "dt":
            lists[path.rpartition("/")[0], str(own.kind)].append(node)
    yield from (siblings for siblings in lists.values() if len(siblings) > 1)


def _is_innermost(shuffled: Shuffled, record: edits.Node) -> bool:
    return all(shuffled.innermost(inner) is record for inner, _ in edits.walk(record))


def _reorder(parent: edits.Node, siblings: list[edits.Node], chance: random.Random) -> None:
    ids = {id(node) for node in siblings}
    places = [at for at, child in enumerate(parent.children) if id(child) in ids]
    for at, node in zip(places, chance.sample(siblings, len(siblings)), strict=True):
        parent.children[at] = node


def _own_texts(record: edits.Node, siblings: list[edits.Node]) -> set[str]:
    return _texts(record) - {
        text for other in siblings if other is not record for text in _texts(other)
    }


def _has_name(record: edits.Node, siblings: list[edits.Node]) -> bool:
    """Whether words tell a record from its siblings; a date or a counter alone makes none."""
    texts = _own_texts(record, siblings)
    return any(
        sum(c.isalpha() for c in text) > 2 and not any(c.isdigit() for c in text) for text in texts
    )


def _exchange(record: edits.Node, siblings: list[edits.Node], chance: random.Random) -> None:
    """Let another one stand there: what no sibling has, text or attribute, becomes invented."""
    texts = _own_texts(record, siblings)
    others = [other for other in siblings if other is not record]
    shared = {value for other in others for value in _values(other)}
    name = chance.choice(NAMES)
    invented = {
        text: _invented(text, f"{name} {n}" if n else name) for n, text in enumerate(sorted(texts))
    }
    slug = name.lower().replace(" ", "-")
    for node, _ in edits.walk(record):
        node.children = [
            invented.get(child.strip(), child) if isinstance(child, str) else child
            for child in node.children
        ]
        for attribute, value in node.attributes.items():
            if attribute not in LOOKS and value and (attribute, value) not in shared:
                node.attributes[attribute] = f"/{slug}/" if "/" in value else slug


def _invented(text: str, name: str) -> str:
    has_letters = any(letter.isalpha() for letter in text)
    return (
        name
        if has_letters
        else "".join(str((int(c) + 3) % 10) if c.isdecimal() else c for c in text)
    )


def _leave_out_twins(shuffled: Shuffled) -> None:
    """Records that say the same as a sibling are nobody's: which one is where cannot be told."""
    for siblings in shuffled.lists:
        says = [(frozenset(_texts(record)), frozenset(_values(record))) for record in siblings]
        for record, said in zip(siblings, says, strict=True):
            if says.count(said) > 1:
                for inner, _ in edits.walk(record):
                    shuffled.record_of.pop(id(inner), None)


def _texts(record: edits.Node) -> set[str]:
    texts = (child for node, _ in edits.walk(record) for child in node.children)
    return {text.strip() for text in texts if isinstance(text, str) and text.strip()}


def _values(record: edits.Node) -> Iterator[tuple[str, str]]:
    for node, _ in edits.walk(record):
        yield from (item for item in node.attributes.items() if item[0] not in LOOKS)
