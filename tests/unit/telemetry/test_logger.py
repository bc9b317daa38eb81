"""What the daemon and its libraries log, as the events that are written."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, SpanContext

from pacts_daemon.telemetry.lines import LineWriter
from pacts_daemon.telemetry.setup import LogLevel, library_log, make_logger


class KeptLines(LineWriter):
    """Keeps events instead of writing them."""

    def __init__(self) -> None:
        self.events: list[Mapping[str, Any]] = []

    def put(self, event: Mapping[str, Any]) -> None:
        self.events.append(event)


def test_event_has_its_level_time_and_trace() -> None:
    lines, context = KeptLines(), SpanContext(0xABC, 0xDEF, is_remote=True)
    with trace.use_span(NonRecordingSpan(context)):
        make_logger(LogLevel("info"), lines).info("rpc", code="OK")
    (event,) = lines.events
    assert (event["event"], event["level"], event["code"]) == ("rpc", "info", "OK")
    assert (event["trace_id"], event["span_id"]) == (f"{0xABC:032x}", f"{0xDEF:016x}")
    assert isinstance(event["timestamp"], float)


def test_level_leaves_out_what_is_below_it() -> None:
    lines = KeptLines()
    logger = make_logger(LogLevel("warning"), lines)
    logger.info("left out")
    logger.warning("kept")
    assert [event["event"] for event in lines.events] == ["kept"]


def test_level_that_changes_counts_for_every_logger_that_shares_it() -> None:
    lines, level = KeptLines(), LogLevel("warning")
    loggers = [make_logger(level, lines) for _ in range(2)]
    for name in ("info", "debug", "error"):
        level.change(name)
        for logger in loggers:
            logger.debug("debug", at=name)
            logger.info("info", at=name)
    said = [(event["event"], event["at"]) for event in lines.events]
    assert said == [("info", "info")] * 2 + [("debug", "debug"), ("info", "debug")] * 2


def test_exception_is_text_so_that_nothing_of_the_call_is_held() -> None:
    lines = KeptLines()
    make_logger(LogLevel("info"), lines).error("defect", exc_info=RuntimeError("broken"))
    (event,) = lines.events
    assert "RuntimeError: broken" in event["exception"]
    assert "exc_info" not in event


def test_libraries_log_through_it_while_it_is_on(capfd: pytest.CaptureFixture[str]) -> None:
    lines, library = KeptLines(), logging.getLogger("opentelemetry.sdk.trace")
    with warnings.catch_warnings(action="default"), library_log(LogLevel("info"), lines):
        library.warning("Queue full, dropping %s.", "Span")
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    library.info("after")
    said, warned = lines.events
    assert (said["event"], said["level"]) == ("Queue full, dropping Span.", "warning")
    assert said["logger"] == "opentelemetry.sdk.trace"
    assert "DeprecationWarning: old" in warned["event"]
    assert capfd.readouterr().err == ""


def test_library_that_logs_what_does_not_fit_is_logged_all_the_same() -> None:
    lines = KeptLines()
    with library_log(LogLevel("info"), lines):
        handler = logging.getLogger().handlers[-1]
        handler.handle(logging.LogRecord("asyncpg", 30, "", 0, "%d rows", ("no number",), None))
    assert [event["event"] for event in lines.events] == ["%d rows"]
