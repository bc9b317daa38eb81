"""Which frame Selenium's driver is in where a file in Java finds something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from pacts_daemon.fix.sources.driven.trail import (
    BEFORE,
    PAGE,
    SWITCHES,
    FrameTrail,
    Spot,
    is_driver,
)
from pacts_daemon.fix.sources.java_parts import FINDERS, children, last_name
from pacts_daemon.fix.sources.syntax import field, meaning_of, nodes_of, said

if TYPE_CHECKING:
    from tree_sitter import Node

_METHODS: Final = frozenset({"method_declaration", "constructor_declaration"})
# What is called from somewhere else.
_APART: Final = frozenset({"lambda_expression", "class_body", *_METHODS})
_LOOPS: Final = frozenset(
    {"while_statement", "do_statement", "for_statement", "enhanced_for_statement"}
)
_TRIES: Final = frozenset({"try_statement", "try_with_resources_statement"})
_SWITCHES: Final = frozenset({"switch_expression", "switch_statement"})
_MOVES: Final = {
    ("switchTo", "frame"): "frame",
    ("switchTo", "parentFrame"): "parent_frame",
    ("switchTo", "defaultContent"): "top",
    ("switchTo", "window"): "top",
    ("switchTo", "newWindow"): "top",
    ("navigate", "to"): "top",
    ("navigate", "refresh"): "top",
    ("navigate", "back"): "lost",
    ("navigate", "forward"): "lost",
}
# What nothing but a driver has, or an element, which has no `get`.
_OWN: Final = frozenset({"switchTo", *FINDERS})
_ENTERS: Final = "frameToBeAvailableAndSwitchToIt"
_WAIT: Final = "until"


def spots_of(nodes: Sequence[Node]) -> Mapping[int, Spot]:
    """Return where the driver is by the ids of each ``By``, where that is told."""
    moves = _Moves(nodes)
    spots: dict[int, Spot] = {}
    for node in nodes:
        body = field(node, "body") if node.type in _METHODS else None
        if body is not None:
            walk = _Walk(FrameTrail(_start(node)), moves)
            walk.each(body.named_children)
            spots |= walk.trail.spots
    return spots


def switching_of(nodes: Sequence[Node]) -> Mapping[str, frozenset[str]]:
    """Return what each method calls, and whether it switches, by its name."""
    made: dict[str, frozenset[str]] = defaultdict(frozenset)
    moves = _Moves(nodes)
    for node in nodes:
        if node.type in _METHODS:
            called = frozenset(_called(node, moves))
            made[said(field(node, "name"))] |= called
            if any(name.startswith("Before") for name in _annotations(node)):
                made[BEFORE] |= called
    return made


def _start(method: Node) -> Spot:
    """Return where a method begins: a test on the page, unless what comes before it switches."""
    is_test = any(name.endswith("Test") for name in _annotations(method))
    return Spot(PAGE, frozenset({BEFORE})) if is_test else Spot()


def _annotations(method: Node) -> list[str]:
    modifiers = [one for one in method.named_children if one.type == "modifiers"]
    marks = [one for modifier in modifiers for one in modifier.named_children]
    return [said(field(one, "name")).rpartition(".")[2] for one in marks]


class _Walk:
    def __init__(self, trail: FrameTrail, moves: _Moves) -> None:
        self.trail = trail
        self._moves = moves
        self._waits = 0

    def each(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self._visit(node)

    def _visit(self, node: Node) -> None:
        trail, each, parts = self.trail, self.each, node.named_children
        if node.type in _APART:
            return
        if node.type == "if_statement":
            each(_there(field(node, "condition")))
            ways = [_there(field(node, name)) for name in ("consequence", "alternative")]
            trail.either([partial(each, way) for way in ways])
        elif node.type in _LOOPS:
            trail.repeat(partial(each, parts))
        elif node.type in _TRIES:
            self._try(parts)
        elif node.type in _SWITCHES:
            each(_there(field(node, "condition")))
            cases = [one.named_children for one in children(field(node, "body"))]
            trail.either([partial(each, case) for case in [*cases, []]])
        else:
            self._expression(node)

    def _try(self, parts: Sequence[Node]) -> None:
        handlers = [one for one in parts if one.type == "catch_clause"]
        last = [one for one in parts if one.type == "finally_clause"]
        body = [one for one in parts if one not in (*handlers, *last)]
        catches = [partial(self.each, one.named_children) for one in handlers]
        self.trail.attempt(partial(self.each, body), catches, partial(self.each, last))

    def _expression(self, node: Node) -> None:
        is_call = node.type == "method_invocation"
        name = said(field(node, "name")) if is_call else ""
        self._waits += name == _WAIT
        self.each(node.named_children)
        self._waits -= name == _WAIT
        if not is_call:
            return
        if last_name(field(node, "object")) == "By" and (self._waits or _is_found_by(node)):
            self.trail.mark(node.id)
        self.trail.call(name)
        self.trail.follow(self._moves.of(node), lambda: _first_text(node))


class _Moves:
    """Tells where calls lead a driver; which names stand for one the file tells."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        calls = (node for node in nodes if node.type == "method_invocation")
        owners = (field(one, "object") for one in calls if said(field(one, "name")) in _OWN)
        self._drivers = frozenset(map(last_name, owners)) - {""}

    def of(self, call: Node) -> str:
        """Return where a call leads; empty: nowhere."""
        name, owner = said(field(call, "name")), field(call, "object")
        if name == _ENTERS:
            return "frame"
        called = last_name(owner)
        if name == "get" and (called in self._drivers or is_driver(called)):
            return "top"
        return _MOVES.get((said(field(owner, "name")), name), "")


def _is_found_by(by: Node) -> bool:
    call = by.parent.parent if by.parent is not None else None
    return said(field(call, "name")) in FINDERS


def _first_text(call: Node) -> str:
    given = children(field(call, "arguments"))
    if not given or given[0].type != "string_literal" or said(given[0]).startswith('"""'):
        return ""
    value, problem = meaning_of(said(given[0]))
    return "" if problem else value


def _called(method: Node, moves: _Moves) -> Iterator[str]:
    for node in nodes_of(method):
        if node.type == "method_invocation":
            yield said(field(node, "name"))
            if moves.of(node):
                yield SWITCHES


def _there(node: Node | None) -> list[Node]:
    return [] if node is None else [node]
