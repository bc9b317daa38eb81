"""The site of the suite: twelve pages of an office, as they were and after a redesign.

What people read stays the same but for the order of things; ids, classes, boxes and tags change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SUBJECTS = (
    "Customers", "Orders", "Invoices", "Products", "Suppliers", "Returns",
    "Shipments", "Contracts", "Tickets", "Projects", "Contacts", "Payments",
)  # fmt: skip
FIELDS = ("Name", "Email", "Phone", "City", "Reference", "Notes")
PEOPLE = ("Anna Berg", "Bob Stone", "Carla Rossi", "Dev Patel", "Erin Hall", "Filip Novak")
BUTTONS = ("Save", "Cancel", "Export list", "Print")


class Does(StrEnum):
    """What a step does with its element."""

    CLICK = "click"
    FILL = "fill"


@dataclass(frozen=True, slots=True)
class Step:
    """One action: the element by name, and the locator that somebody wrote for the first design."""

    element: str
    scope: str
    locator: str
    does: Does


def steps(page: int) -> Iterator[Step]:
    """Yield the actions on one of the twelve pages: 17 on the first eight, 16 on the others."""
    for field in FIELDS:
        yield Step(field, "", f"#f-{field.lower()}", Does.FILL)
    for name in BUTTONS:
        yield Step(name, "", f".toolbar > .b-{name.split()[0].lower()}", Does.CLICK)
    for at, person in enumerate(PEOPLE, 1):
        yield Step("Edit", f"row of {person}", f"#list tr:nth-child({at}) .edit", Does.CLICK)
    if page < 8:
        yield Step("Search", "", "#q", Does.FILL)


def html(page: int, *, redesigned: bool) -> str:
    """Return one of the pages."""
    subject = SUBJECTS[page]
    body = _after(subject) if redesigned else _before(subject)
    head = f"<!doctype html><html lang=en><head><title>{subject}</title></head>"
    return f"{head}<body>{body}</body></html>"


def _before(subject: str) -> str:
    links = "".join(f'<li><a href="{name.lower()}">{name}</a></li>' for name in SUBJECTS)
    fields = "".join(
        f'<p><label for="f-{name.lower()}">{name}</label> <input id="f-{name.lower()}"></p>'
        for name in FIELDS
    )
    buttons = "".join(
        f'<button type=button class="b-{name.split()[0].lower()}">{name}</button>'
        for name in BUTTONS
    )
    rows = "".join(
        f"<tr><td>{person}</td><td>{at} July</td><td><button class=edit>Edit</button></td></tr>"
        for at, person in enumerate(PEOPLE, 1)
    )
    search = "<label for=q>Search</label><input id=q type=search>"
    head = "<thead><tr><th>Name<th>Since<th></tr></thead>"
    return (
        f"<nav><ul>{links}</ul>{search}</nav><h1>{subject}</h1>"
        f"<form>{fields}<div class=toolbar>{buttons}</div></form>"
        f"<table>{head}<tbody id=list>{rows}</tbody></table>"
    )


def _after(subject: str) -> str:
    links = "".join(f'<a class="c-link" href="{name.lower()}">{name}</a>' for name in SUBJECTS)
    fields = "".join(
        f'<div class="c-field"><label><span>{name}</span>'
        f'<input class="c-input" name="{name.lower()}1"></label></div>'
        for name in reversed(FIELDS)
    )
    buttons = "".join(
        f'<button type=button class="c-btn"><b>{name}</b></button>' for name in reversed(BUTTONS)
    )
    rows = "".join(
        f'<div role=row class="c-row"><span role=cell>{person}</span>'
        f"<span role=cell>{at} July</span>"
        f'<span role=cell><button class="c-btn">Edit</button></span></div>'
        for at, person in reversed(list(enumerate(PEOPLE, 1)))
    )
    search = '<label class="c-search">Search <input type=search></label>'
    table = f'<div role=table aria-label="{subject}"><div role=rowgroup>{rows}</div></div>'
    return (
        f'<div class="c-shell"><header class="c-bar"><h1>{subject}</h1>'
        f'<div class="c-links">{links}</div>{search}</header><main class="c-main">'
        f'<section>{table}</section><section class="c-card"><form>{fields}'
        f"<footer>{buttons}</footer></form></section></main></div>"
    )
