"""Lets ``python -m demo`` run the tour."""

from __future__ import annotations

import signal

# Loading takes a second, and whoever stops it then wants no traceback either.
for _number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(_number, signal.default_int_handler)

if __name__ == "__main__":
    try:
        from demo.run import main

        code = main()
    except KeyboardInterrupt:
        print("The demo was interrupted.")  # noqa: T201
        code = 130
    raise SystemExit(code)
