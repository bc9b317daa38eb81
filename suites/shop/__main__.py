"""``python -m suites.shop``: serves the shop until Ctrl-C.

The password of the one account is that of SHOP_PASSWORD, which requirements read too.
"""

from __future__ import annotations

import os
import sys

from suites.serving import parser, serve_until_stopped
from suites.shop import Design, Mutation, Shop


def main() -> int:
    """Serve, and say where; 1 when the port is taken, 2 without a password."""
    arguments = parser("shop", __doc__)
    arguments.add_argument("--design", choices=[*Design], default="first", help="(first)")
    arguments.add_argument(
        "--mutation", choices=[*Mutation], action="append", default=[], help="what is broken"
    )
    given = arguments.parse_args()
    password = os.environ.get("SHOP_PASSWORD", "")
    if not password:
        print("suites.shop: set SHOP_PASSWORD", file=sys.stderr)
        return 2
    shop = Shop(password, Design(given.design))
    shop.mutations.update(Mutation(name) for name in given.mutation)
    return serve_until_stopped("shop", shop.served, given.port)


if __name__ == "__main__":
    raise SystemExit(main())
