"""The shop's pages as HTML, in either design."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from suites.shop.catalogue import euros
from suites.shop.mutation import Mutation
from suites.shop.visitor import Order, Visitor

_TEMPLATES = Path(__file__).parent / "templates"
_UNSET: dict[str, object] = {"wrong": {}, "form": {}, "products": []}


class Rendering:
    """Templates of both designs, each in a folder of its own."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        self._templates.filters["euros"] = euros

    def html(
        self, design: str, name: str, visitor: Visitor, mutations: Set[Mutation], **values: object
    ) -> str:
        """Return one page, or the part of one that scripts put into it."""
        template = self._templates.get_template(f"{design}/{name}.html")
        total = visitor.total(mutations)
        given = {"visitor": visitor, "mutations": mutations, "total": total, **_UNSET, **values}
        return template.render(given)

    def invoice(self, order: Order) -> str:
        """Return what is downloaded."""
        return f"Invoice {order.number}\n{order.name}\n{order.delivery}\n{euros(order.cents)}\n"
