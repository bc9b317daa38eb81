"""The settings of what the daemon tells of its calls: lines on standard error, and traces."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pacts_daemon.settings.sections import Section


class LogSettings(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    access: bool = True


class TracingSettings(Section):
    """Which calls are traced, where an ``OTEL_*`` variable names a collector.

    All are, but of plain hits whose caller does not trace ``hits_per_s`` a second, saved up for
    five seconds: lookups that the first tier answered, soon and with nothing else to say of them. A
    sampler in ``OTEL_TRACES_SAMPLER`` decides of every call instead.
    """

    # A sixth of a percent of a core, and more than people who try it out, or most suites, ask for.
    hits_per_s: float = Field(default=10, ge=0)
