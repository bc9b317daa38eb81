"""The site of the scenarios: a small shop, of which each page has editions."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

_PAGES = Path(__file__).parent / "site"
_SEARCH = '<button id="search-button" type="submit">Search</button>'
_SUBSCRIBE = (
    '<button id="subscribe" onclick="tell(\'subscribed \' + mail.value)">Subscribe</button>'
)
_LETTER = '<section id="letter">'
_TEA = '<li class="item" id="item-1"><h3>Green tea</h3>'
_END = "</body>"
_BANNER = (
    '<div id="cookies" role="dialog" aria-label="Cookies" '
    'style="position: fixed; inset: 0; background: #fffd"><p>We like cookies.</p>'
    '<button id="accept" onclick="{close}">Accept all</button></div></body>'
)
_LATE_LINK = """<script>setTimeout(() => {
  const link = document.createElement('a')
  Object.assign(link, {href: '#top', textContent: 'Opening hours', onclick: () => tell('opened')})
  document.querySelector('nav').append(link)
}, 600)</script></body>"""

# The payment stands at another site, the same server by another name; its receipt comes late.
_PAYMENT = '<iframe name="payment" src="/shop/payment" title="Payment"></iframe>'
_TELL = "parent.document.getElementById('status').textContent = text"
_PAY = "tell('paid with ' + card.value)"
_RECEIPT = """Object.assign(document.body.appendChild(document.createElement('button')),
  {textContent: 'Show receipt', onclick: () => tell('receipt shown')})"""
_ELSEWHERE = """<script>
  const payment = `//localhost:${location.port}/shop/payment?edition=elsewhere`
  document.querySelector('iframe').src = payment
  addEventListener('message', event => tell(event.data))
</script></body>"""

# What an edition changes of its page: a text that stands there once, and what stands there instead.
_CHANGES: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("products", "without"): ((_SUBSCRIBE, ""),),
    ("products", "swapped"): (
        (
            _SEARCH,
            '<button type="reset" onclick="tell(\'cleared\')">Clear</button> '
            f"<span>{_SEARCH}</span>",
        ),
    ),
    ("products", "twice"): (
        (
            _SEARCH,
            _SEARCH.replace("search-button", "one") + _SEARCH.replace("search-button", "two"),
        ),
    ),
    ("products", "exchanged"): (
        (_TEA, _TEA.replace("Green tea", "White tea")),
        ("tell('added Green tea')", "tell('added White tea')"),
    ),
    ("products", "menu"): (
        (
            _LETTER,
            '<button id="more" aria-expanded="false" aria-controls="letter" '
            "onclick=\"document.getElementById('letter').hidden = false\">More</button>"
            '<section id="letter" hidden>',
        ),
    ),
    ("products", "banner"): ((_END, _BANNER.format(close="this.parentElement.remove()")),),
    ("products", "fading"): (
        (_END, _BANNER.format(close="setTimeout(() => this.parentElement.remove(), 400)")),
    ),
    ("products", "hours"): (
        ("<footer>", "<h2>Opening hours</h2><p>From nine to five.</p><footer>"),
        (_END, _LATE_LINK),
    ),
    ("checkout", "elsewhere"): (
        (_PAYMENT, _PAYMENT.replace(' src="/shop/payment"', "")),
        (_END, _ELSEWHERE),
    ),
    ("payment", "elsewhere"): (
        (_TELL, "parent.postMessage(text, '*')"),
        (_PAY, f"{_PAY}; setTimeout(receipt, 900)"),
        ("const tell", f"const receipt = () => {_RECEIPT}\nconst tell"),
    ),
}


PAGES = tuple(sorted(file.stem for file in _PAGES.glob("*.html") if "." not in file.stem))


def editions(name: str) -> set[str]:
    """Return the names of a page's editions; the first one has none."""
    files = {file.stem.partition(".")[2] for file in _PAGES.glob(f"{name}*.html")}
    return files | {edition for page_name, edition in _CHANGES if page_name == name}


def page(name: str, edition: str) -> str:
    """Return the HTML of a page in one of its editions; KeyError when there is none."""
    file = _PAGES / (f"{name}.{edition}.html" if edition else f"{name}.html")
    if file.exists():
        return file.read_text("utf-8")
    html = page(name, "")
    for old, new in _CHANGES[name, edition]:
        if html.count(old) != 1:
            raise ValueError(f"{name}, edition {edition}: {old} does not stand there once")
        html = html.replace(old, new)
    return html


def routes(app: web.Application) -> None:
    """Add the pages of the shop to a server."""
    app.router.add_get("/shop/{name}", _page)


async def _page(request: web.Request) -> web.Response:
    name, edition = request.match_info["name"], request.query.get("edition", "")
    if name not in PAGES or edition not in editions(name):
        raise web.HTTPNotFound(text=f"no page {name} of edition {edition!r}")
    return web.Response(text=page(name, edition), content_type="text/html")
