"""``python -m demo.site``: serves the encyclopedia until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from demo.site.server import Encyclopedia, Structure


def main() -> int:
    """Serve, and say where; 1 when the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m demo.site", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="0 picks a free one (8080)")
    parser.add_argument(
        "--structure", type=int, choices=[s.value for s in Structure], default=1, help="how (1)"
    )
    arguments = parser.parse_args()
    try:
        asyncio.run(_serve(arguments.port, Structure(arguments.structure)))
    except OSError as error:
        print(f"demo.site: port {arguments.port}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


async def _serve(port: int, structure: Structure) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Encyclopedia(structure).served(port) as url:
        print(url, flush=True)  # noqa: T201
        await stopped.wait()


if __name__ == "__main__":
    raise SystemExit(main())
