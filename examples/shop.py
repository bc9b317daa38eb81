"""The small shop that the Python examples test: its products, and after a redesign."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

SITE = Path(__file__).resolve().parents[1] / "tests/scenarios/site"


class Shop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        edition = "".join(f".{name}" for name in parse_qs(asked.query).get("edition", []))
        file = SITE / f"{Path(asked.path).name}{edition}.html"
        self.send_response(200 if file.is_file() else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(file.read_bytes() if file.is_file() else b"not found")

    def log_message(self, *_: object) -> None:
        """Leave the terminal to the example."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the shop while the block runs; yields the URL of its products."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/shop/products"
        finally:
            server.shutdown()
