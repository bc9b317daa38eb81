"""Which frame Selenium's driver is in where a file in Python finds something."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from pacts_daemon.fix.sources.driven.trail import (
    BEFORE,
    PAGE,
    SWITCHES,
    FrameTrail,
    Spot,
    is_driver,
)
from pacts_daemon.fix.sources.python_parts import first_text, last_name

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Try = ast.Try | ast.TryStar
_FINDERS: Final = frozenset({"find_element", "find_elements"})
_WAITS: Final = frozenset({"until", "until_not"})
_ENTERS: Final = frozenset({"switch_to_frame", "frame_to_be_available_and_switch_to_it"})
_TOPS: Final = frozenset({"default_content", "window", "new_window"})
# What nothing but a driver has, or an element, which has none of those below.
_OWN: Final = frozenset({"switch_to", *_FINDERS})
_LOADS: Final = frozenset({"get", "refresh"})
_GOES: Final = frozenset({"back", "forward"})
# What unittest and pytest call before a test by its own name.
_BEFORE: Final = frozenset({"setUp", "setUpClass", "setup_method", "setup_class", "setup_function"})


def spots_of(tree: ast.Module, nodes: Sequence[ast.AST]) -> Mapping[int, Spot]:
    """Return where the driver is by the ids of nodes that find, where that is told."""
    starts: list[tuple[Sequence[ast.stmt], Spot]] = [(tree.body, Spot(PAGE))]
    starts += [(node.body, _start(node)) for node in nodes if isinstance(node, _Function)]
    moves = _Moves(nodes)
    spots: dict[int, Spot] = {}
    for body, start in starts:
        walk = _Walk(FrameTrail(start), moves)
        walk.block(body)
        spots |= walk.trail.spots
    return spots


def switching_of(nodes: Sequence[ast.AST]) -> Mapping[str, frozenset[str]]:
    """Return what each function calls, and whether it switches, by its name."""
    made: dict[str, frozenset[str]] = defaultdict(frozenset)
    moves = _Moves(nodes)
    for node in nodes:
        if isinstance(node, _Function):
            called = frozenset(_called(node, moves))
            made[node.name] |= called
            if node.name in _BEFORE or _is_autouse(node):
                made[BEFORE] |= called
    return made


def _start(node: _Function) -> Spot:
    """Return where a function begins: a test on the page, unless what comes before it switches."""
    if not node.name.startswith("test"):
        return Spot()
    return Spot(PAGE, frozenset({BEFORE, *(one.arg for one in node.args.args)}))


class _Walk:
    def __init__(self, trail: FrameTrail, moves: _Moves) -> None:
        self.trail = trail
        self._moves = moves
        self._waits = 0

    def block(self, body: Iterable[ast.AST]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: ast.AST) -> None:
        trail, block = self.trail, self.block
        match node:
            case ast.If(test=test, body=body, orelse=other):
                self._expression(test)
                trail.either([partial(block, body), partial(block, other)])
            case ast.For() | ast.AsyncFor():
                self._expression(node.iter)
                trail.repeat(partial(block, node.body))
                block(node.orelse)
            case ast.While(test=test, body=body, orelse=other):
                trail.repeat(partial(block, [test, *body]))
                block(other)
            case ast.With() | ast.AsyncWith():
                entered = [one.context_expr for one in node.items]
                block([*entered, *node.body, *entered])  # what it leads to is left behind
            case ast.Try() | ast.TryStar():
                handlers = [partial(block, one.body) for one in node.handlers]
                trail.attempt(
                    partial(block, [*node.body, *node.orelse]),
                    handlers,
                    partial(block, node.finalbody),
                )
            case ast.Match(subject=subject, cases=cases):
                self._expression(subject)
                trail.either([partial(block, one.body) for one in cases] + [partial(block, [])])
            case _:
                self._expression(node)

    def _expression(self, node: ast.AST) -> None:
        if isinstance(node, _Function | ast.ClassDef | ast.Lambda):
            return  # it is called from somewhere else
        is_wait = isinstance(node, ast.Call) and last_name(node.func) in _WAITS
        self._waits += is_wait
        for part in ast.iter_child_nodes(node):
            self._expression(part)
        self._waits -= is_wait
        if isinstance(node, ast.Attribute):
            self.trail.call(node.attr)
        elif isinstance(node, ast.Tuple) and self._waits:
            self.trail.mark(id(node))
        elif isinstance(node, ast.Call):
            self._call(node)

    def _call(self, node: ast.Call) -> None:
        name = last_name(node.func)
        self.trail.call(name)
        if name in _FINDERS:
            self.trail.mark(id(node))
        self.trail.follow(self._moves.of(node), lambda: first_text(node))


class _Moves:
    """Tells where calls lead a driver; which names stand for one the file tells."""

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        owners = (one.value for one in nodes if isinstance(one, ast.Attribute) and one.attr in _OWN)
        self._drivers = frozenset(map(last_name, owners)) - {""}

    def of(self, call: ast.Call) -> str:
        """Return where a call leads; empty: nowhere."""
        name = last_name(call.func)
        owner = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if name in _ENTERS:
            return "frame"
        if name == "switch_to_default_content":
            return "top"
        if owner == "switch_to":
            return "top" if name in _TOPS else name
        if owner not in self._drivers and not is_driver(owner):
            return ""
        return "top" if name in _LOADS else "lost" if name in _GOES else ""


def _called(node: _Function, moves: _Moves) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute):
            yield one.attr
        elif isinstance(one, ast.Call):
            yield last_name(one.func)
            if moves.of(one):
                yield SWITCHES
    yield from (one.arg for one in node.args.args)  # fixtures


def _is_autouse(node: _Function) -> bool:
    given = (one.keywords for one in node.decorator_list if isinstance(one, ast.Call))
    return any(keyword.arg == "autouse" for keywords in given for keyword in keywords)
