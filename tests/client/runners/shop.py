"""A small shop whose page the test changes: as a release does, between two runs of a suite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_HEAD = "<!doctype html><title>Shop</title><body><main><h1>Shop</h1>"
_SEARCH = """<form><label for=q>Search products</label><input id=q name=q>
<button id=go type=button onclick="document.title='searched'">Search</button></form>"""
_NEWS = """<section><h2>News</h2><p>Get our letter each month.</p>
<button id=sub onclick="document.title='subscribed'">Subscribe</button></section>"""
_REST = """<label>Country <select><option>Cyprus<option>Malta</select></label>
<label><input type=checkbox> I agree</label><a href="#about">About us</a>"""
FIRST = f"{_HEAD}{_SEARCH}{_NEWS}{_REST}</main>"
REDESIGNED = f"""<!doctype html><title>Shop</title><body><header><a href="/">Home</a></header>
<main><h1>Shop</h1><div class=news><h2>News</h2><p>Get our letter each month.</p>
<div><button class=letter onclick="document.title='subscribed'">Subscribe</button></div></div>
<form><label for=find>Search products</label><input id=find name=find>
<button id=search type=button onclick="document.title='searched'">Search</button></form>
{_REST}</main>"""
WITHOUT_NEWS = f"{_HEAD}{_SEARCH}{_REST}</main>"
HIDDEN_NEWS = f"{_HEAD}{_SEARCH}<div hidden>{_NEWS}</div>{_REST}</main>"
TWO_NEWS = f"{_HEAD}{_SEARCH}{_NEWS}{_NEWS.replace('id=sub ', '')}{_REST}</main>"
COVERED = f"""{FIRST}<div id=cookies style="position:fixed;inset:0;background:#fff">
<button id=accept onclick="this.parentElement.remove()">Accept all</button></div>"""
LATE = f"""{WITHOUT_NEWS}<script>setTimeout(() => document.querySelector('main').insertAdjacentHTML(
'beforeend', `{_NEWS}`), 700)</script>"""

# A heading that is called as the link that comes into the menu after a while.
LATE_LINK = f"""{FIRST}<section><h2 id=offers>Offers</h2></section><nav></nav>
<script>setTimeout(() => document.querySelector('nav').innerHTML =
`<a href="#offers" onclick="document.title='offers'">Offers</a>`, 700)</script>"""
ONLY_HEADING = LATE_LINK.split("<script>", maxsplit=1)[0]

# What stands in the frames of the checkout: a form that a release rewrites, in a frame that stays.
PAY = """<!doctype html><h1>Pay</h1><p>By card.</p><form><label>Card number <input id=card></label>
<button id=pay type=button onclick="top.document.title='paid ' + card.value">Pay now</button>
</form>"""
PAY_REDESIGNED = """<!doctype html><h1>Pay</h1><p>By card.</p><div><label>Card number
<input class=digits></label></div><div><button class=go type=button onclick="top.document.title=
'paid ' + document.querySelector('input').value">Pay now</button></div>"""
_MORE = "<button id=more onclick='top.document.title=`more`'>More</button>"
FRAMED = f"""{_HEAD}<p><button id=pay>Ways to pay</button></p>
<iframe name=payment src=/pay></iframe><iframe srcdoc="{_MORE}"></iframe>
<a id=help target=_blank href=/help>Help</a></main>"""

# A card of its own kind, in the shadow root of another such element.
_CARD = "<my-app><template shadowrootmode=open><h2>News</h2><my-card><template shadowrootmode=open>"
_TOLD = """onclick="document.title='subscribed'">Subscribe</button>"""
SHADOWED = f"""{_HEAD}{_SEARCH}{_CARD}<p>Our letter.</p><button id=no>Not now</button>
<button id=sub {_TOLD}</template></my-card></template></my-app></main>"""
SHADOWED_REDESIGNED = f"""{_HEAD}{_SEARCH}{_CARD}<div><button class=letter {_TOLD}<p>Our letter.</p>
<button class=no>Not now</button></div></template></my-card></template></my-app></main>"""


def nested(port: int) -> tuple[str, str]:
    """Return a page, and what stands in its frame of another origin: one of the page's own."""
    outer = f"""<!doctype html><h1>Bank</h1><iframe name=payment src="http://127.0.0.1:{port}/pay">
</iframe>"""
    return (
        f"""{_HEAD}<iframe name=bank src="http://localhost:{port}/bank"></iframe></main>""",
        outer,
    )


class Shop:
    """Serves one page at every path but that of the frame, and those in ``pages``."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.page = FIRST
        self.frame = PAY
        self.pages: dict[str, str] = {}


@contextmanager
def serving() -> Iterator[Shop]:
    """Serve while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = shop.frame if self.path == "/pay" else shop.pages.get(self.path, shop.page)
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the output is the test's."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        shop = Shop(f"http://127.0.0.1:{server.server_port}/")
        Thread(target=server.serve_forever, daemon=True).start()
        yield shop
        server.shutdown()
