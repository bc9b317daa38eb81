"""A shop of our own in two designs, with switches that break it in known ways."""

from suites.shop.mutation import Mutation
from suites.shop.server import Design, Shop

__all__ = ["Design", "Mutation", "Shop"]
