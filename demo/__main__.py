"""Lets ``python -m demo`` run the tour."""

from __future__ import annotations

from demo.run import main

if __name__ == "__main__":
    raise SystemExit(main())
