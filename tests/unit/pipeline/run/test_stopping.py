from __future__ import annotations

import asyncio
import gc
import os
import signal

import pytest

from pacts_daemon.pipeline.run.stopping import stopped_by_signals

SIGNALS = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


@SIGNALS
async def test_first_signal_asks_for_the_end_and_the_second_cancels(number: signal.Signals) -> None:
    stop = asyncio.Event()

    async def run() -> None:
        with stopped_by_signals(stop):
            os.kill(os.getpid(), number)
            await stop.wait()
            os.kill(os.getpid(), number)
            await asyncio.Event().wait()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asyncio.create_task(run()), 30)


@pytest.mark.parametrize("is_stopped", [False, True])
async def test_what_nobody_awaits_is_told_until_the_run_is_stopped(
    is_stopped: bool, caplog: pytest.LogCaptureFixture
) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    with stopped_by_signals(stop):
        broken = loop.create_future()
        broken.set_exception(RuntimeError("the driver has gone"))
        if is_stopped:
            os.kill(os.getpid(), signal.SIGINT)
            await stop.wait()
    del broken
    gc.collect()

    assert ("never retrieved" in caplog.text) is not is_stopped
