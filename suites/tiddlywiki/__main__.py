"""``python -m suites.tiddlywiki``: serves the notebook until Ctrl-C."""

from __future__ import annotations

from suites.serving import parser, serve_until_stopped
from suites.tiddlywiki import Notebook, Release


def main() -> int:
    """Serve, and say where; 1 when the port is taken."""
    arguments = parser("tiddlywiki", __doc__)
    arguments.add_argument("--release", choices=[*Release], default="old", help="which (old)")
    given = arguments.parse_args()
    return serve_until_stopped("tiddlywiki", Notebook(Release(given.release)).served, given.port)


if __name__ == "__main__":
    raise SystemExit(main())
