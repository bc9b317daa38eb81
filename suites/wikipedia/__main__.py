"""``python -m suites.wikipedia``: serves the MediaWiki until Ctrl-C; demo.site serves the other."""

from __future__ import annotations

from suites.serving import parser, serve_until_stopped
from suites.wikipedia import MediaWiki, Skin


def main() -> int:
    """Serve, and say where; 1 when the port is taken."""
    arguments = parser("wikipedia", __doc__)
    arguments.add_argument("--skin", choices=[*Skin], default="vector-2022", help="(vector-2022)")
    given = arguments.parse_args()
    return serve_until_stopped("wikipedia", MediaWiki(Skin(given.skin)).served, given.port)


if __name__ == "__main__":
    raise SystemExit(main())
