"""Serves the shop on loopback; its design and its defects are switched while it runs."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from pathlib import Path

from aiohttp import web

from suites.serving import served
from suites.shop.catalogue import BY_SKU, Product, found
from suites.shop.mutation import Mutation
from suites.shop.rendering import Rendering
from suites.shop.visitor import Visitor

EMAIL = "ada@example.test"
_STATIC = Path(__file__).parent / "static"
_COOKIE = "visitor"
_CARD_DIGITS = 12

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Design(StrEnum):
    """How the pages are built."""

    FIRST = "first"
    SECOND = "second"


class Shop:
    """The shop, for any number of visitors at once.

    ``PUT /_design/{name}`` does what setting ``design`` does, ``PUT`` and ``DELETE
    /_mutation/{name}`` what adding to and taking from ``mutations`` does.
    """

    def __init__(self, password: str, design: Design = Design.FIRST) -> None:
        self.design = design
        self.mutations: set[Mutation] = set()
        self._password = password
        self._visitors: dict[str, Visitor] = {}
        self._rendering = Rendering()

    def served(self, port: int = 0) -> AbstractAsyncContextManager[str]:
        """Serve while the block runs; yields the URL, with no slash at the end."""
        return served(self._app(), port)

    def _app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._home),
                web.get("/login", self._page("login")),
                web.post("/login", self._log_in),
                web.get("/logout", self._log_out),
                web.get("/terms", self._page("terms")),
                web.get("/payment", self._page("payment")),
                web.get("/products", self._page("products", members=True)),
                web.get("/cart", self._page("cart", members=True)),
                web.get("/checkout", self._page("checkout", members=True)),
                web.get("/confirmation", self._page("confirmation", members=True)),
                web.get("/orders", self._page("orders", members=True)),
                web.get("/invoice", self._invoice),
                web.get("/part/products", self._products),
                web.get("/part/cart", self._cart),
                web.post("/checkout", self._place),
                web.post("/cart/{does}", self._change_cart),
                web.post("/attachment", self._attach),
                web.post("/card", self._keep_card),
                web.post("/cookies", self._accept_cookies),
                web.route("*", "/_design/{name}", self._switch_design),
                web.route("*", "/_mutation/{name}", self._switch_mutation),
                web.static("/static", _STATIC),
            ]
        )
        return app

    def _visitor(self, request: web.Request) -> Visitor:
        known = request.cookies.get(_COOKIE)
        return self._visitors.setdefault(known, Visitor()) if known else Visitor()

    async def _home(self, _: web.Request) -> web.Response:
        raise web.HTTPFound("/login")

    def _page(self, name: str, *, members: bool = False) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            visitor = self._visitor(request)
            if members and not visitor.email:
                raise web.HTTPFound("/login")
            return self._answer(name, visitor, request)

        return answer

    def _answer(
        self, name: str, visitor: Visitor, request: web.Request, **values: object
    ) -> web.Response:
        html = self._rendering.html(self.design, name, visitor, self.mutations, **values)
        response = web.Response(text=html, content_type="text/html")
        response.headers["X-Items"] = str(sum(visitor.cart.values()))
        if _COOKIE not in request.cookies:
            response.set_cookie(_COOKIE, secrets.token_hex(16), httponly=True, samesite="Lax")
        return response

    async def _log_in(self, request: web.Request) -> web.Response:
        form = await self._form(request)
        visitor = self._visitor(request)
        given = form.get("password", "").encode()
        right = secrets.compare_digest(given, self._password.encode())
        if form.get("email") != EMAIL or not right:
            return self._answer("login", visitor, request, wrong=True)
        if Mutation.LOST_LOGIN in self.mutations:
            raise web.HTTPFound("/login")
        visitor.email = EMAIL
        raise web.HTTPFound("/products")

    async def _log_out(self, request: web.Request) -> web.Response:
        self._visitor(request).email = ""
        raise web.HTTPFound("/login")

    async def _products(self, request: web.Request) -> web.Response:
        products = found(request.query.get("q", ""), request.query.get("order", ""))
        visitor = self._visitor(request)
        return self._answer("part_products", visitor, request, products=products)

    async def _cart(self, request: web.Request) -> web.Response:
        return self._answer("part_cart", self._visitor(request), request)

    async def _change_cart(self, request: web.Request) -> web.Response:
        visitor, form = self._visitor(request), await self._form(request)
        match request.match_info["does"]:
            case "add":
                visitor.add(_product(form), self.mutations)
            case "remove":
                visitor.remove(_product(form), self.mutations)
            case "quantity":
                quantity = form.get("quantity", "")
                if not quantity.isdecimal():
                    raise web.HTTPBadRequest(text="quantity is a whole number")
                visitor.set_quantity(_product(form), int(quantity), self.mutations)
            case "empty":
                visitor.cart.clear()
            case other:
                raise web.HTTPNotFound(text=f"the cart does not {other}")
        return web.Response(status=204)

    async def _place(self, request: web.Request) -> web.Response:
        visitor, form = self._visitor(request), await self._form(request)
        wrong = visitor.place(form, self.mutations)
        if wrong:
            return self._answer("checkout", visitor, request, wrong=wrong, form=form)
        raise web.HTTPFound("/confirmation")

    async def _attach(self, request: web.Request) -> web.Response:
        sent = (await request.post()).get("file")
        if not isinstance(sent, web.FileField):
            raise web.HTTPBadRequest(text="file is missing")
        return web.json_response({"told": f"{sent.filename} is attached"})

    async def _keep_card(self, request: web.Request) -> web.Response:
        digits = (await self._form(request)).get("card", "").replace(" ", "")
        if len(digits) < _CARD_DIGITS or not digits.isdecimal():
            return web.json_response({"told": "Enter a card number"})
        self._visitor(request).card = digits[-4:]
        return web.json_response({"told": f"Card ending in {digits[-4:]}"})

    async def _invoice(self, request: web.Request) -> web.Response:
        orders = self._visitor(request).orders
        if not orders:
            raise web.HTTPNotFound(text="nothing was ordered")
        text = self._rendering.invoice(orders[-1])
        name = f'attachment; filename="invoice-{orders[-1].number}.txt"'
        return web.Response(text=text, headers={"Content-Disposition": name})

    async def _accept_cookies(self, request: web.Request) -> web.Response:
        self._visitor(request).accepted_cookies = True
        return web.Response(status=204)

    async def _switch_design(self, request: web.Request) -> web.Response:
        self.design = Design(_known(request, [design.value for design in Design]))
        return web.json_response({"design": self.design})

    async def _switch_mutation(self, request: web.Request) -> web.Response:
        mutation = Mutation(_known(request, [mutation.value for mutation in Mutation]))
        if request.method == "DELETE":
            self.mutations.discard(mutation)
        else:
            self.mutations.add(mutation)
        return web.json_response({"mutations": sorted(self.mutations)})

    async def _form(self, request: web.Request) -> dict[str, str]:
        """Return a form's fields; the second design names them ``buyer[city]``."""
        sent = await request.post()
        return {
            name.removeprefix("buyer[").removesuffix("]"): value
            for name, value in sent.items()
            if isinstance(value, str)
        }


def _product(form: dict[str, str]) -> Product:
    product = BY_SKU.get(form.get("sku", ""))
    if product is None:
        raise web.HTTPBadRequest(text="sku names no product")
    return product


def _known(request: web.Request, names: list[str]) -> str:
    name = request.match_info["name"]
    if request.method not in {"PUT", "DELETE"} or name not in names:
        raise web.HTTPBadRequest(text=f"PUT or DELETE one of {', '.join(names)}")
    return name
