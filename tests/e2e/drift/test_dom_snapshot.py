"""DOM snapshots that a real browser takes, with a frame and a shadow root in them."""

from __future__ import annotations

import json

import pytest
import pytest_asyncio
from playwright.async_api import Page

from pacts_daemon import _drift_core as core
from tests.support.pages.site import Site

FRAME = """
<form class="card"><label>Name</label><input name="holder"><label>Card</label>
<input name="number" type="tel"><button class="pay">Pay</button><em class="hint">Secure</em></form>
"""
SHADOW = """
<section class="panel"><h2>Cart</h2>
<ol><li class="line"><b>Tea</b></li><li class="line"><b>Milk</b></li></ol>
<dl><dt>Sum</dt><dd>12</dd></dl></section>
"""
INSIDE = """
<cart-box></cart-box><iframe src="{frame}"></iframe>
<script>
const root = document.querySelector('cart-box').attachShadow({{mode: 'open'}});
root.innerHTML = `{shadow}`;
</script>
"""
PAGE = f"""
<header class="top"><nav>
<a class="item" href="/a">A</a><a class="item" href="/b">B</a>
</nav></header>
<main id="shop"><h1>{{title}}</h1><table class="goods">
<tr class="row"><td>Tea</td><td><button class="buy">Buy</button></td></tr>
<tr class="row"><td>Milk</td><td><button class="buy">Buy</button></td></tr>
</table>{INSIDE}</main>
"""
REDESIGN = f"""
<div class="app"><aside class="drawer"><ul class="menu">
<li class="entry"><span>A</span></li><li class="entry"><span>B</span></li>
</ul></aside><article class="view"><p class="lead">{{title}}</p><div class="grid">
<figure class="tile"><figcaption>Tea</figcaption></figure>
<figure class="tile"><figcaption>Milk</figcaption></figure>
</div>{INSIDE}</article></div>
"""


class Camera:
    """Serves pages and takes the snapshot of what the browser made of them."""

    def __init__(self, site: Site, tab: Page) -> None:
        self._site = site
        self._tab = tab

    async def snapshot(
        self, page: str, *, title: str = "Shop", frame: str = FRAME, shadow: str = SHADOW
    ) -> bytes:
        inner = self._site.page(frame)
        url = self._site.page(page.format(title=title, frame=inner, shadow=shadow))
        await self._tab.goto(url)
        protocol = await self._tab.context.new_cdp_session(self._tab)
        taken = await protocol.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
        await protocol.detach()
        return json.dumps(taken).encode()

    async def drift(self, old: bytes, page: str = PAGE, **content: str) -> core.Drift:
        new = await self.snapshot(page, **content)
        return core.compare(core.fingerprint_dom_snapshot(old), core.fingerprint_dom_snapshot(new))


@pytest.fixture(scope="module")
def camera(site: Site, tab: Page) -> Camera:
    return Camera(site, tab)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def taken(camera: Camera) -> bytes:
    return await camera.snapshot(PAGE)


pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_snapshot_of_the_same_page_has_no_drift(camera: Camera, taken: bytes) -> None:
    found = await camera.drift(taken)

    assert found.drift_ratio == 0
    assert not found.insufficient


async def test_snapshot_with_other_text_has_no_drift(camera: Camera, taken: bytes) -> None:
    found = await camera.drift(
        taken,
        title="Everything must go",
        frame=FRAME.replace("Secure", "Safe"),
        shadow=SHADOW.replace("Milk", "Honey"),
    )

    assert found.drift_ratio == 0


async def test_snapshot_of_a_redesigned_page_has_drifted(camera: Camera, taken: bytes) -> None:
    found = await camera.drift(taken, REDESIGN)

    assert found.drift_ratio > core.DRIFT_THRESHOLD


async def test_snapshot_with_a_changed_frame_drifts(camera: Camera, taken: bytes) -> None:
    changed = FRAME.replace("</form>", "<fieldset><textarea></textarea></fieldset></form>")

    assert (await camera.drift(taken, frame=changed)).gain > 0


async def test_snapshot_with_a_changed_shadow_root_drifts(camera: Camera, taken: bytes) -> None:
    changed = SHADOW.replace("<dl><dt>Sum</dt><dd>12</dd></dl>", "")

    assert (await camera.drift(taken, shadow=changed)).loss > 0


async def test_snapshot_is_never_compared_with_html(camera: Camera, taken: bytes) -> None:
    with pytest.raises(core.IncompatibleFingerprintError):
        core.compare(core.fingerprint_dom_snapshot(taken), core.fingerprint_html(PAGE.encode()))
