"""The report as one page: what is shown, and the templates it is shown with."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pacts_daemon.pipeline.report import words
from pacts_daemon.pipeline.report.grouping import loops_said
from pacts_daemon.pipeline.report.html.bars import tier_kind
from pacts_daemon.pipeline.report.html.chart import charts_of
from pacts_daemon.pipeline.report.html.images import Pictures
from pacts_daemon.pipeline.report.html.views import link_beside, page_of, web_link
from pacts_daemon.pipeline.verdict.results import RunResult, Verdict

_PACKAGE: Final = "pacts_daemon.pipeline.report.html"


def render(result: RunResult, folder: Path) -> str:
    """Return the report of a run as HTML that asks no network for anything.

    Args:
        result: the run.
        folder: where its screenshots lie, and where the report will.
    """
    style, script = _asset("base.css") + _asset("style.css"), _asset("script.js")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            run=result,
            page=page_of(result, Pictures.of(result, folder)),
            has_loops=words.has_loops(result),
            counts=_counts(result),
            tags=sorted({tag for case in result.cases for tag in case.tags}),
            charts=charts_of(result.loops),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _counts(result: RunResult) -> list[tuple[Verdict, int]]:
    counted = Counter(case.verdict for case in result.cases)
    return [(verdict, counted[verdict]) for verdict in Verdict]


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        ms=words.ms_words,
        seconds=words.s_words,
        percent=words.percent,
        said=words.said,
        loops_said=loops_said,
        cost=words.cost_words,
        healed=words.healed_words,
        tier_kind=tier_kind,
        web_link=web_link,
        beside=link_beside,
    )
    return environment


def _asset(name: str) -> Markup:
    text = (files(_PACKAGE) / "templates" / name).read_text("utf-8")
    return Markup(text)  # noqa: S704 - a file of this package


def _hash(text: str) -> str:
    """Return what a content security policy allows one inline text by."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")
