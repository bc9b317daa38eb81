"""The threads that pages are read in, apart from those that anything else may have to wait for."""

from __future__ import annotations

import asyncio
import contextvars
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

# Nice 10 gets a tenth of a lookup's share where both want a core, so that pages still come along.
_LESS_URGENT = 10


def _yield_to_lookups() -> None:
    """Let all other threads go first; only Linux has a priority for each thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LESS_URGENT)


# Pages are read with the interpreter lock released: more threads than cores would only take turns.
_THREADS = ThreadPoolExecutor(
    max(2, os.cpu_count() or 1), thread_name_prefix="page", initializer=_yield_to_lookups
)


async def in_page_thread(
    work: Callable[_Given, _Made], /, *args: _Given.args, **kwargs: _Given.kwargs
) -> _Made:
    """Do work on a page in one of as many threads as there are cores, and return what it returns.

    Work waits for a free thread in the order it came. Who calls bounds what waits: by the bytes of
    the messages under way, or by the number of pages that are open in browsers.
    """
    within = contextvars.copy_context()
    bound = partial(within.run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_THREADS, bound)
