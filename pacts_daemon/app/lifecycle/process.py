"""The daemon as a process: it hears signals at every moment, and leaves nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

from pacts_daemon.app.lifecycle.last_resort import LastResort
from pacts_daemon.app.lifecycle.offspring import Offspring
from pacts_daemon.app.lifecycle.signals import Asked, heed, heed_no_more
from pacts_daemon.app.run import Daemon, running
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.lines import LineWriter, stderr_descriptor
from pacts_daemon.telemetry.setup import (
    LogLevel,
    end_tracing,
    library_log,
    make_logger,
    make_tracer_provider,
)

# How long closing may take after the running calls, all parts together.
_CLOSING_S = 10.0
# After a second signal, with half a second for each (`closing.py`).
_HURRIED_S = 4.0


async def serve(
    load: Callable[[], Settings],
    environment: Mapping[str, str],
    *,
    serving: Callable[[str], None] | None = None,
    ended: asyncio.Event | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; a second signal does not wait for running calls.

    Either is heard while the daemon starts, too. Whatever does not close in time is left behind
    with the process, and its browser is killed.

    Args:
        load: reads what is in force, now and at each SIGHUP.
        environment: the ``OTEL_*`` variables.
        serving: told the address once the daemon serves.
        ended: ends it, too.

    Raises:
        InvalidFieldError: a setting cannot be carried out.
        TierUnavailableError: the durable tier cannot be used as it is.
    """
    offspring = Offspring()
    last_resort = LastResort(offspring)
    asked = heed()
    settings = load()
    level = LogLevel(settings.log.level)
    with LineWriter(stderr_descriptor()) as lines, library_log(level, lines):
        logger = make_logger(level, lines)
        provider = make_tracer_provider(environment, settings.tracing.hits_per_s)
        hurrying = asyncio.create_task(_hurry(asked, last_resort))
        starting = running(
            settings, lines=lines, level=level, tracer_provider=provider, hurry=asked.hurry
        )
        end = [asked.end, *([ended] if ended else [])]
        try:
            async with AsyncExitStack() as stack:
                daemon = await _started(starting, end)
                try:
                    if daemon is not None:
                        stack.push_async_exit(starting)
                        if serving is not None:
                            serving(daemon.address)
                        reloading = _reload(asked, daemon, load)
                        waits = (event.wait() for event in end)
                        await _first(daemon.opening.failed(), reloading, *waits)
                finally:
                    offspring.note()
                    last_resort.arm(settings.grpc.drain_grace_s + _CLOSING_S)
        finally:
            hurrying.cancel()
            killed = offspring.kill()
            if killed:
                logger.warning("processes_killed", count=killed)
            if provider is not None:
                await asyncio.to_thread(end_tracing, provider)
            heed_no_more()


async def _started(
    starting: AbstractAsyncContextManager[Daemon], end: Sequence[asyncio.Event]
) -> Daemon | None:
    """Return the daemon once it serves, None if its end was asked for before."""
    start = asyncio.create_task(starting.__aenter__(), name="start")
    waits = [asyncio.create_task(event.wait()) for event in end]
    await asyncio.wait((start, *waits), return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    if not start.done():
        start.cancel()
        await asyncio.wait((start,))
    return None if start.cancelled() else start.result()


async def _first(*waits: Coroutine[Any, Any, object]) -> None:
    """Return when one of them does, or raise what it raises."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()
    for one in done:
        one.result()


async def _reload(asked: Asked, daemon: Daemon, load: Callable[[], Settings]) -> None:
    """Read the settings again whenever that is asked for."""
    while True:
        await asked.reload.wait()
        asked.reload.clear()
        await daemon.reloading.reload(load)


async def _hurry(asked: Asked, last_resort: LastResort) -> None:
    await asked.hurry.wait()
    last_resort.arm(_HURRIED_S)
