"""The stored selectors of an application, judged against a new build and reported."""

from __future__ import annotations

from pathlib import Path

from pacts_daemon.cli.batch.pairs import Healer, Pages
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.session import connected
from pacts_daemon.cli.release.report import print_lines, show_table, write_junit
from pacts_daemon.cli.release.stored import judge
from pacts_daemon.settings import load_settings


def give_judged(
    old: Path,
    new: Path,
    app: str,
    environment: str,
    page: str,
    junit: Path | None,
    address: str | None,
    *,
    as_json: bool,
) -> ExitCode:
    """Print what the build does to each stored entry of an application.

    Raises:
        UsageError: a page cannot be read, or the report cannot be written.
        NoDaemonError: none answers.
    """
    healer = Healer(load_settings())
    with connected(address) as client:
        entries = client.list_selectors(app, environment, page, page_size=500)
        release = judge(entries, Pages(old, new), healer, of_this_page=bool(page))
    if junit is not None:
        write_junit(release, junit, f"pacts heal {app}")
    if as_json:
        print_lines(release)
    else:
        show_table(release)
    return ExitCode.NOT_QUITE if release.breaks else ExitCode.OK
