"""Modules that take long to import, each loaded when a command first uses it.

A command that is called wrongly, or asked for its help, then answers before gRPC, the settings and
the browser's driver are there: ``late.session.connected(…)``.
"""

# ruff: noqa: PLC0414  (the aliases make the modules part of this one)
from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pacts_daemon import settings as settings
    from pacts_daemon.app import ephemeral as ephemeral
    from pacts_daemon.app import wiring as wiring
    from pacts_daemon.app.bulk import exporting as exporting
    from pacts_daemon.app.bulk import importing as importing
    from pacts_daemon.app.lifecycle import process as process
    from pacts_daemon.cli.agents import mcp_server as mcp_server
    from pacts_daemon.cli.agents import tools as tools
    from pacts_daemon.cli.batch import drift_report as drift_report
    from pacts_daemon.cli.batch import drifts as drifts
    from pacts_daemon.cli.batch import heal_report as heal_report
    from pacts_daemon.cli.batch import live as live
    from pacts_daemon.cli.batch import names as names
    from pacts_daemon.cli.batch import pairs as pairs
    from pacts_daemon.cli.checks import checks as checks
    from pacts_daemon.cli.checks import checks_report as checks_report
    from pacts_daemon.cli.checks import ready as ready
    from pacts_daemon.cli.console import display as display
    from pacts_daemon.cli.console import heal_tables as heal_tables
    from pacts_daemon.cli.console import history_tables as history_tables
    from pacts_daemon.cli.console import render as render
    from pacts_daemon.cli.console import session as session
    from pacts_daemon.cli.fixing import fix_report as fix_report
    from pacts_daemon.cli.fixing import fixing as fixing
    from pacts_daemon.cli.pages import pom_files as pom_files
    from pacts_daemon.cli.pipeline import running as running
    from pacts_daemon.cli.planning import planned as planned
    from pacts_daemon.cli.planning import sentences as sentences
    from pacts_daemon.cli.release import judgement as judgement
    from pacts_daemon.rpc.access import token_file as token_file

_MODULES: Final = {
    "settings": "pacts_daemon.settings",
    "ephemeral": "pacts_daemon.app.ephemeral",
    "process": "pacts_daemon.app.lifecycle.process",
    "wiring": "pacts_daemon.app.wiring",
    "exporting": "pacts_daemon.app.bulk.exporting",
    "importing": "pacts_daemon.app.bulk.importing",
    "bulk_store": "pacts_daemon.app.bulk.store",
    "upkeep": "pacts_daemon.app.bulk.upkeep",
    "drift_report": "pacts_daemon.cli.batch.drift_report",
    "drifts": "pacts_daemon.cli.batch.drifts",
    "heal_report": "pacts_daemon.cli.batch.heal_report",
    "live": "pacts_daemon.cli.batch.live",
    "names": "pacts_daemon.cli.batch.names",
    "pairs": "pacts_daemon.cli.batch.pairs",
    "planned": "pacts_daemon.cli.planning.planned",
    "sentences": "pacts_daemon.cli.planning.sentences",
    "checks": "pacts_daemon.cli.checks.checks",
    "checks_report": "pacts_daemon.cli.checks.checks_report",
    "ready": "pacts_daemon.cli.checks.ready",
    "validation": "pacts_daemon.cli.checks.validation.run",
    "fix_report": "pacts_daemon.cli.fixing.fix_report",
    "fixing": "pacts_daemon.cli.fixing.fixing",
    "display": "pacts_daemon.cli.console.display",
    "heal_tables": "pacts_daemon.cli.console.heal_tables",
    "mcp_server": "pacts_daemon.cli.agents.mcp_server",
    "history_tables": "pacts_daemon.cli.console.history_tables",
    "render": "pacts_daemon.cli.console.render",
    "session": "pacts_daemon.cli.console.session",
    "running": "pacts_daemon.cli.pipeline.running",
    "pom_files": "pacts_daemon.cli.pages.pom_files",
    "token_file": "pacts_daemon.rpc.access.token_file",
    "tools": "pacts_daemon.cli.agents.tools",
    "judgement": "pacts_daemon.cli.release.judgement",
}


def __getattr__(name: str) -> ModuleType:
    if name not in _MODULES:
        raise AttributeError(name)
    return import_module(_MODULES[name])
