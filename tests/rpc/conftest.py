"""A daemon on embedded tiers behind real gRPC, for a test each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.support.daemons.stubs import Stubs, open_stubs, settings_in


@pytest.fixture
async def stubs(tmp_path: Path) -> AsyncIterator[Stubs]:
    async with AsyncExitStack() as stack:
        yield await open_stubs(stack, settings_in(tmp_path))
