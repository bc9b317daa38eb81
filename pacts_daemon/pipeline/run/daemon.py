"""The daemon that a run asks: one that is configured or serves already, else one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pacts
from pacts.session.connecting import arguments_of
from pacts.session.daemon import DaemonNotStartedError, child_daemon
from pacts.session.environment import Endpoint, endpoint_of
from pacts_daemon.pipeline.run.errors import EnvironmentUnusableError
from pacts_daemon.settings import Settings

# Of this machine: a daemon answers within milliseconds, and without one every run waits for it.
_LOOK_S = 0.5
# There is a daemon: it may be starting, or asking a tier that is slow.
_ASK_S = 5.0
# Of a call that looks at a page on a busy machine with ten workers.
_PAGE_S = 60.0


@dataclass(frozen=True, slots=True)
class DaemonChoice:
    """Where the daemon is looked for.

    Attributes:
        address: the only one that will do; empty: PACTS_TARGET, else the setting ``address`` when
            a daemon answers there, else one of the run's own.
        data_dir: have one of the run's own, which keeps what it learns here.
        config_file: the settings of one of the run's own.
        token: for the one at ``address``; empty: PACTS_TOKEN, else that of the settings.
    """

    address: str = ""
    data_dir: Path | None = None
    config_file: Path | None = None
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ConnectedDaemon:
    """A daemon that answers.

    Attributes:
        client: of all cases.
        said: its address and version.
    """

    client: pacts.AsyncClient
    said: str


@asynccontextmanager
async def daemon_of_run(choice: DaemonChoice, settings: Settings) -> AsyncIterator[ConnectedDaemon]:
    """Connect to a daemon while the block runs.

    One of the run's own keeps what it learns in the store of the settings, so that the next run
    begins warm.

    Raises:
        EnvironmentUnusableError: none answers where one must be, or none could be started.
    """
    token = settings.grpc.token
    own_token = token.get_secret_value() if token else None
    async with AsyncExitStack() as stack:
        endpoint = await _configured(choice, settings, own_token)
        if endpoint is None:
            endpoint = Endpoint(await _started(stack, choice), own_token)
        client = await stack.enter_async_context(_client(endpoint))
        yield ConnectedDaemon(client, await _said(client, endpoint.target))


async def _configured(
    choice: DaemonChoice, settings: Settings, token: str | None
) -> Endpoint | None:
    """Return the daemon that the run is to use; None for one of its own."""
    try:
        named = endpoint_of()
    except ValueError as error:
        raise EnvironmentUnusableError(str(error)) from None
    if choice.data_dir is not None:
        return None
    if choice.address:
        return replace(named, target=choice.address, token=choice.token or named.token or token)
    if named.target:
        return named
    usual = replace(named, target=settings.address, token=token)
    if "address" in settings.model_fields_set or await _answers(usual):
        return usual
    return None


async def _answers(endpoint: Endpoint) -> bool:
    async with _client(endpoint) as client:
        try:
            await client.health(timeout_s=_LOOK_S)
        except pacts.PactsError:
            return False  # nobody has said that there must be one
    return True


def _client(endpoint: Endpoint) -> pacts.AsyncClient:
    try:
        how = arguments_of(replace(endpoint, page_timeout_s=_PAGE_S))
        return pacts.AsyncClient(endpoint.target, **how)
    except ValueError as error:
        raise EnvironmentUnusableError(f"daemon: {error}") from None


async def _started(stack: AsyncExitStack, choice: DaemonChoice) -> str:
    flags = ["--child", "--log-level", "warning"]
    if choice.data_dir is not None:
        flags += ["--data-dir", str(choice.data_dir)]
    if choice.config_file is not None:
        flags += ["--config", str(choice.config_file)]
    try:
        return await stack.enter_async_context(own_daemon(*flags))
    except DaemonNotStartedError as error:
        raise EnvironmentUnusableError(f"daemon: {error}") from None


@asynccontextmanager
async def own_daemon(*flags: str, environ: Mapping[str, str] | None = None) -> AsyncIterator[str]:
    """Run a daemon while the block runs, as `child_daemon` does, and yield its target.

    Raises:
        DaemonNotStartedError: it is not installed, or did not start.
    """
    daemon = child_daemon(*flags, environ=environ)
    starting = asyncio.ensure_future(asyncio.to_thread(daemon.__enter__))
    try:
        target = await asyncio.shield(starting)
    except asyncio.CancelledError:
        # A thread can't be cancelled: what it has started by then is nobody's but ours.
        await asyncio.wait((starting,))
        if starting.exception() is None:
            await asyncio.to_thread(daemon.__exit__, None, None, None)
        raise
    try:
        yield target
    finally:
        await asyncio.to_thread(daemon.__exit__, None, None, None)


async def _said(client: pacts.AsyncClient, target: str) -> str:
    try:
        stats = await client.cache_stats(timeout_s=_ASK_S)
    except pacts.AppNotAllowedError:
        return target  # it answers, and does not tell this caller of what others do
    except pacts.PactsError as error:
        raise EnvironmentUnusableError(f"daemon: none answers at {target}: {error}") from None
    return f"{target} (pacts {stats.daemon_version})"
