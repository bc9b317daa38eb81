"""What the shop knows of one visitor: who it is, what is in the cart, what was ordered."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from suites.shop.catalogue import BY_SKU, PRODUCTS, Product
from suites.shop.mutation import Mutation

EXPRESS_CENTS = 500
FIELDS = {
    "name": "Enter your full name",
    "street": "Enter your street",
    "city": "Enter your city",
    "country": "Choose a country",
}
MAX_QUANTITY = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One product in the cart, and how many of it."""

    product: Product
    quantity: int

    @property
    def cents(self) -> int:
        return self.product.cents * self.quantity


@dataclass(frozen=True, slots=True)
class Order:
    """What was bought, and for whom."""

    number: str
    name: str
    cents: int
    delivery: str


@dataclass(slots=True)
class Visitor:
    """One session; the mutations in force are given to what they break."""

    email: str = ""
    cart: dict[str, int] = field(default_factory=dict)
    card: str = ""
    accepted_cookies: bool = False
    orders: list[Order] = field(default_factory=list)

    def lines(self) -> list[Line]:
        return [Line(BY_SKU[sku], quantity) for sku, quantity in self.cart.items()]

    def total(self, mutations: Set[Mutation]) -> int:
        """Return the sum of the cart in cents."""
        total = sum(line.cents for line in self.lines())
        return total + 100 if total and Mutation.WRONG_TOTAL in mutations else total

    def add(self, product: Product, mutations: Set[Mutation]) -> None:
        """Put one into the cart."""
        if Mutation.WRONG_ARTICLE in mutations:
            product = _other(product)
        self.cart[product.sku] = self.cart.get(product.sku, 0) + 1

    def remove(self, product: Product, mutations: Set[Mutation]) -> None:
        """Take all of one product out of the cart."""
        others = [sku for sku in self.cart if sku != product.sku]
        wrong = Mutation.WRONG_ROW in mutations and others
        self.cart.pop(others[0] if wrong else product.sku, None)

    def set_quantity(self, product: Product, quantity: int, mutations: Set[Mutation]) -> None:
        """Have so many of a product in the cart; 0 takes it out."""
        if product.sku not in self.cart or Mutation.STUCK_QUANTITY in mutations:
            return
        if quantity <= 0:
            self.cart.pop(product.sku)
        else:
            self.cart[product.sku] = min(quantity, MAX_QUANTITY)

    def place(self, form: Mapping[str, str], mutations: Set[Mutation]) -> dict[str, str]:
        """Order what is in the cart; returns what is wrong with the form, by field."""
        wrong = {name: text for name, text in FIELDS.items() if not form.get(name, "").strip()}
        if Mutation.MISSING_FIELD in mutations:
            wrong.pop("city", None)
        if not self.cart:
            wrong["cart"] = "Your cart is empty"
        if wrong:
            return wrong
        delivery = "Express" if form.get("delivery") == "express" else "Standard"
        cents = self.total(mutations) + (EXPRESS_CENTS if delivery == "Express" else 0)
        number = f"CS-{1001 + len(self.orders)}"
        self.orders.append(Order(number, form["name"].strip(), cents, delivery))
        self.cart.clear()
        self.card = ""
        return {}


def _other(product: Product) -> Product:
    return PRODUCTS[(PRODUCTS.index(product) + 2) % len(PRODUCTS)]
