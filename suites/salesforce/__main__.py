"""``python -m suites.salesforce``: serves the application until Ctrl-C.

The password of its one user is that of SALESFORCE_PASSWORD, which requirements read too.
"""

from __future__ import annotations

import os
import sys

from suites.salesforce import Lightning, Mutation
from suites.serving import parser, serve_until_stopped

PASSWORD = "SALESFORCE_PASSWORD"  # noqa: S105 - the name of a variable


def main() -> int:
    """Serve, and say where; 1 when the port is taken, 2 without a password or a build."""
    arguments = parser("salesforce", __doc__)
    arguments.add_argument(
        "--mutation", choices=[*Mutation], action="append", default=[], help="what is broken"
    )
    arguments.add_argument(
        "--synthetic", action="store_true", help="with the shadow roots of the polyfill"
    )
    given = arguments.parse_args()
    password = os.environ.get(PASSWORD, "")
    if not password:
        print(f"suites.salesforce: set {PASSWORD}", file=sys.stderr)
        return 2
    application = Lightning(password, synthetic=given.synthetic)
    application.mutations.update(Mutation(name) for name in given.mutation)
    try:
        return serve_until_stopped("salesforce", application.served, given.port)
    except FileNotFoundError as error:
        print(f"suites.salesforce: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
