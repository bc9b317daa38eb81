"""``pacts heals``: look at elements that were found again, and decide on them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

import pacts
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.heal_tables import heal_table, heal_view
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.cli.console.session import connected

app = typer.Typer(
    help="Look at elements that were found again, and decide on them.", add_completion=False
)

_PAGE_SIZE = 1000
_STATES = [state.value for state in pacts.HealState if state is not pacts.HealState.UNRECOGNIZED]

Id = Annotated[str, typer.Argument(metavar="ID", help="The heal's id, as `list` shows it.")]
Note = Annotated[str, typer.Option(help="Who decides, or why; it is kept with the heal.")]


@app.command("list")
def list_heals(
    app: Annotated[str, typer.Option(help="Only this application.")] = "",
    environment: Annotated[str, typer.Option(help="Only this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only this page, a URL or a page name.")] = "",
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help=f"Only these: {', '.join(_STATES)}.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many.")] = 100,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """List heals, newest first."""
    wanted = None if state is None else _state(state)
    with connected(address) as client:
        pages = client.heals.list(app, environment, page, wanted, page_size=min(limit, _PAGE_SIZE))
        heals = list(islice(pages, limit))
    if as_json:
        print_json({"heals": heals})
    else:
        show(heal_table(heals), f"{len(heals)} heals")


@app.command("show")
def show_heal(heal_id: Id, address: opt.Address = None, as_json: opt.Json = False) -> None:
    """Show one heal with all its evidence."""
    with connected(address) as client:
        heal = client.heals.get(heal_id)
    _give(heal, as_json=as_json)


@app.command()
def approve(
    heal_id: Id, note: Note = "", address: opt.Address = None, as_json: opt.Json = False
) -> None:
    """Trust a heal: what it found is served from now on."""
    with connected(address) as client:
        heal = client.heals.approve(heal_id, note)
    _give(heal, as_json=as_json)


@app.command()
def reject(
    heal_id: Id, note: Note = "", address: opt.Address = None, as_json: opt.Json = False
) -> None:
    """Refuse a heal; what was found is not taken for the element again."""
    with connected(address) as client:
        heal = client.heals.reject(heal_id, note)
    _give(heal, as_json=as_json)


@app.command()
def rollback(
    heal_id: Id, note: Note = "", address: opt.Address = None, as_json: opt.Json = False
) -> None:
    """Serve the selectors before a heal again."""
    with connected(address) as client:
        heal = client.heals.rollback(heal_id, note)
    _give(heal, as_json=as_json)


def _state(text: str) -> pacts.HealState:
    if text not in _STATES:
        raise UsageError("state", f"{text!r} is none of {', '.join(_STATES)}")
    return pacts.HealState(text)


def _give(heal: pacts.Heal, *, as_json: bool) -> None:
    if as_json:
        print_json(heal)
    else:
        show(*heal_view(heal))
