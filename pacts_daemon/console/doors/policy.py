"""What a browser is told to allow a page of the console."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Final

_NEVER: Final = "default-src 'none'; base-uri 'none'"
PAGE: Final = (
    f"{_NEVER}; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    # Browsers say "null" for the origin of a form where there is no referrer at all, and the origin
    # is what tells a form of the console from another's.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def of_drawing(style: str) -> str:
    """Return the policy of a drawn page: the one style is all that it has, whatever it says."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"{_NEVER}; style-src 'sha256-{digest}'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox"
    )
