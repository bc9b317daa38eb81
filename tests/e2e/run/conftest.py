from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.pages.site import Site
from tests.support.pipeline.running import Command

# Saving takes a moment, as it does where a server is asked.
PROFILE = """
<h1>Profile</h1>
<form onsubmit="setTimeout(() => out.textContent = 'Saved ' + first.value, 30); return false">
  <label for=first>First Name</label><input id=first name=first>
  <button id=save data-testid=save type=submit>Save</button>
</form>
<p id=out role=status aria-label=Message></p>
"""
# The same application after a release: other ids, other words, another place.
REDESIGNED = """
<main><h1>Your profile</h1>
<form onsubmit="out2.textContent = 'Saved ' + f2.value; return false">
  <div class=row><label for=f2>First Name</label><input id=f2 name=first></div>
  <div class=row><button id=b2 data-testid=submit aria-label="Save profile">Save</button></div>
</form>
<p id=out2 role=status aria-label=Message></p></main>
"""


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site().served() as site:
        site.page(PROFILE, "/profile")
        yield site


@pytest.fixture
def command(site: Site, tmp_path: Path) -> Command:
    return Command(tmp_path, site.url("/"))
