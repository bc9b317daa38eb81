"""What the shop sells. Prices are in cents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """One article; names that contain one another are there on purpose."""

    sku: str
    name: str
    text: str
    cents: int


PRODUCTS = (
    Product("gt", "Green tea", "Loose leaves, 100 g", 450),
    Product("gs", "Green tea sampler", "Six small tins", 1230),
    Product("bt", "Black tea", "In bags, 25 of them", 320),
    Product("cb", "Coffee beans", "Roasted last week, 500 g", 990),
    Product("tp", "Teapot", "Glass, holds a litre", 2400),
    Product("hn", "Honey", "From the hills, 250 g", 675),
)
BY_SKU = {product.sku: product for product in PRODUCTS}


def found(text: str, order: str) -> list[Product]:
    """Return the products whose name has the text in it, by name, by price, or as they stand."""
    chosen = [p for p in PRODUCTS if text.strip().casefold() in p.name.casefold()]
    if order == "price":
        chosen.sort(key=lambda product: product.cents)
    elif order == "name":
        chosen.sort(key=lambda product: product.name)
    return chosen


def euros(cents: int) -> str:
    """Return an amount as the shop shows it."""
    return f"{cents // 100}.{cents % 100:02} €"
