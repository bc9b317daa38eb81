"""Lists of people in the forms that pages give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

BEFORE = ("Alice Berg", "Bob Dahl", "Carol Eng", "Dora Falk")
EXCHANGED = ("Alice Berg", "Erin Holt", "Carol Eng", "Dora Falk")
MOVED = ("Dora Falk", "Gus Ivey", "Alice Berg", "Bob Dahl")
PEOPLE = {*BEFORE, *EXCHANGED, *MOVED}

# A window of rows that a script draws, each in the place and with the id of the one before it.
VIRTUAL = """<div style="height:120px;overflow:auto"><div style="position:relative;height:900px"
    class=rows id=list></div></div><script>
    for (const [at, name] of {people}.entries()) {{
      const row = document.createElement('div')
      row.className = 'row'; row.dataset.index = at
      row.style = `position:absolute;top:${{at * 30}}px`
      row.innerHTML = `<span class=cell>${{name}}</span><span class=cell>
        <button id="delete-${{at}}">Delete</button></span>`
      document.getElementById('list').append(row)
    }}</script>"""


def table(people: Sequence[str]) -> str:
    rows = (
        f"<tr id=user-{at}><td>{at}<td>{name}<td>Active<td>{_button(at)}"
        for at, name in enumerate(people, 1)
    )
    return f"<table><tr><th>No.<th>Name<th>State<th></tr>{''.join(rows)}</table>"


def list_of(people: Sequence[str]) -> str:
    items = (f"<li><b>{name}</b> since 2020 {_button()}" for name in people)
    return f"<ul>{''.join(items)}</ul>"


def cards(people: Sequence[str]) -> str:
    card = "<div class=card><img alt=''><h3>{}</h3><p>Ready to go</p>{}</div>"
    return f"<div class=cards>{''.join(card.format(n, _button()) for n in people)}</div>"


def virtual_list(people: Sequence[str]) -> str:
    return VIRTUAL.format(people=list(people))


def paging(people: Sequence[str]) -> str:
    """One page of a table: the next one has other people in the same rows."""
    return f"{table(people)}<nav aria-label=Pages><a href=?p=1>1</a> <a href=?p=2>2</a></nav>"


def grid(people: Sequence[str]) -> str:
    cell = "<div role=gridcell>{}</div>"
    row = f"<div role=row aria-rowindex={{}}>{cell}{cell}</div>"
    rows = (row.format(at + 2, name, _button(at)) for at, name in enumerate(people))
    head = "<div role=row aria-rowindex=1><div role=columnheader>Name</div></div>"
    return f"<div role=grid aria-label=People>{head}{''.join(rows)}</div>"


def only_row(people: Sequence[str]) -> str:
    """A table that is filtered down to the one person who is asked for."""
    return table(people[1:2])


FORMS: dict[str, Callable[[Sequence[str]], str]] = {
    "table": table,
    "list": list_of,
    "cards": cards,
    "virtual list": virtual_list,
    "paging": paging,
    "grid": grid,
}


def page(form: Callable[[Sequence[str]], str], people: Sequence[str]) -> str:
    around = (
        "<header><a href=/>Home</a> <a href=/help>Help</a></header><main><h1>People</h1>{}</main>"
    )
    return around.format(form(people))


def _button(at: int = 0) -> str:
    number = f" id=delete-{at} data-row={at}" if at else ""
    return f"<button class=danger{number}>Delete</button>"
