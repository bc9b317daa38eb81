"""``pacts heals``: look at elements that were found again, and decide on them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Final

import typer

import pacts
from pacts_daemon.cli import late
from pacts_daemon.cli.commands.heal_ids import checked_prefix, whole_id
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.output import print_json

app = new_app("Look at elements that were found again, and decide on them.")

STATES: Final = [
    state.value for state in pacts.HealState if state is not pacts.HealState.UNRECOGNIZED
]
read_state = opt.one_of(STATES, pacts.HealState)
State = Annotated[
    pacts.HealState | None,
    typer.Option(
        parser=read_state,
        metavar="STATE",
        autocompletion=lambda: STATES,
        help=f"Only these: {', '.join(STATES)}.",
    ),
]
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The heal's id as `list` shows it; its first digits do.",
        show_default=False,
    ),
]
Note = Annotated[str, typer.Option(help="Who decides, or why; it is kept with the heal.")]


@app.command("list")
def list_heals(
    app: Annotated[str, typer.Option(help="Only this application.")] = "",
    environment: Annotated[str, typer.Option(help="Only this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only this page, a URL or a page name.")] = "",
    state: State = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many.")] = 100,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """List heals, newest first."""
    with late.session.connected(address) as client:
        pages = client.heals.list(
            app, environment, page, state, page_size=min(limit, opt.PAGE_SIZE)
        )
        heals = list(islice(pages, limit))
    if as_json:
        print_json({"heals": heals})
    else:
        late.heal_tables.give_heals(heals)


@app.command("show")
def show_heal(heal_id: Id, address: opt.Address = None, as_json: opt.Json = False) -> None:
    """Show one heal with all its evidence."""
    prefix = checked_prefix(heal_id)
    with late.session.connected(address) as client:
        heal = client.heals.get(whole_id(client, prefix))
    _give(heal, as_json=as_json)


@app.command()
def approve(
    heal_id: Id, note: Note = "", address: opt.Address = None, as_json: opt.Json = False
) -> None:
    """Trust a heal: what it found is served from now on."""
    prefix = checked_prefix(heal_id)
    with late.session.connected(address) as client:
        heal = client.heals.approve(whole_id(client, prefix), note)
    _give(heal, as_json=as_json)


@app.command()
def reject(
    heal_id: Id, note: Note = "", address: opt.Address = None, as_json: opt.Json = False
) -> None:
    """Refuse a heal; what was found is not taken for the element again."""
    prefix = checked_prefix(heal_id)
    with late.session.connected(address) as client:
        heal = client.heals.reject(whole_id(client, prefix), note)
    _give(heal, as_json=as_json)


@app.command()
def rollback(
    heal_id: Id, note: Note = "", address: opt.Address = None, as_json: opt.Json = False
) -> None:
    """Serve the selectors before a heal again."""
    prefix = checked_prefix(heal_id)
    with late.session.connected(address) as client:
        heal = client.heals.rollback(whole_id(client, prefix), note)
    _give(heal, as_json=as_json)


def _give(heal: pacts.Heal, *, as_json: bool) -> None:
    if as_json:
        print_json(heal)
    else:
        late.display.show(*late.heal_tables.heal_view(heal))
