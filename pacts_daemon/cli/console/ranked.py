"""Selector flags in the order they were given, which option parsers forget across flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import typer
from typer.core import TyperCommand

import pacts
from pacts_daemon.cli.console.failures import UsageError

_META: Final = "pacts_daemon.cli.console.ranked.arguments"
_ROLE: Final = "--role"
_NAME: Final = "--name"
_STRATEGIES: Final[Mapping[str, pacts.SelectorStrategy]] = {
    "--css": pacts.SelectorStrategy.CSS,
    "--xpath": pacts.SelectorStrategy.XPATH,
    "--label": pacts.SelectorStrategy.LABEL,
    "--placeholder": pacts.SelectorStrategy.PLACEHOLDER,
    "--text": pacts.SelectorStrategy.TEXT,
    "--alt-text": pacts.SelectorStrategy.ALT_TEXT,
    "--title": pacts.SelectorStrategy.TITLE,
    "--test-id": pacts.SelectorStrategy.TEST_ID,
}
_VALUELESS: Final = {"--json", "--help"}


class RankedCommand(TyperCommand):
    """Keeps the arguments as they were written."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta[_META] = tuple(args)
        return super().parse_args(ctx, args)


def ranked_selectors(ctx: typer.Context, test_id_attribute: str) -> list[pacts.Selector]:
    """Return the selectors of a call, first given first.

    Raises:
        UsageError: a role without a name, a name without a role, or no selector at all.
    """
    selectors: list[pacts.Selector] = []
    role: str | None = None
    for flag, value in _given(ctx.meta[_META]):
        if role is not None and flag != _NAME:
            break
        if flag == _ROLE:
            role = value
        elif flag == _NAME and role is None:
            raise UsageError("name", "stands right after the --role it belongs to")
        elif flag == _NAME:
            selectors.append(_by_role(role or "", value))
            role = None
        else:
            selectors.append(_selector(flag, value, test_id_attribute))
    if role is not None:
        raise UsageError("role", f"{role!r} needs its --name right after it")
    if not selectors:
        raise UsageError("selectors", f"give one of {', '.join(_STRATEGIES)} or --role and --name")
    return selectors


def _given(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return
        flag, equals, value = argument.partition("=")
        if not flag.startswith("--") or flag in _VALUELESS:
            continue
        value = value if equals else next(rest, "")
        if flag in _STRATEGIES or flag in {_ROLE, _NAME}:
            yield flag, value


def _by_role(role: str, name: str) -> pacts.Selector:
    return pacts.Selector(pacts.SelectorStrategy.ROLE, name, role=role)


def _selector(flag: str, value: str, test_id_attribute: str) -> pacts.Selector:
    attribute = test_id_attribute if flag == "--test-id" else ""
    return pacts.Selector(_STRATEGIES[flag], value, attribute=attribute)
