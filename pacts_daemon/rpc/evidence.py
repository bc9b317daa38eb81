"""From evidence to the fingerprint it is, or that is made of it."""

from __future__ import annotations

from pacts.v1 import element_pb2 as pb
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.rpc import requests as convert


class EvidenceReader:
    """Reads evidence in either of its forms."""

    def __init__(self, meter: RustMeter) -> None:
        self._meter = meter

    async def fingerprint(self, evidence: pb.Evidence, field: str = "evidence") -> bytes:
        """Return the fingerprint of the page the caller speaks of.

        Raises:
            InvalidFieldError: neither form is given, or the one that is cannot be read.
        """
        kind = evidence.WhichOneof("kind")
        if kind == "fingerprint":
            self._meter.inspect(evidence.fingerprint, f"{field}.fingerprint")
            return evidence.fingerprint
        if kind == "page":
            return await self._meter.fingerprint(convert.page_from(evidence.page, f"{field}.page"))
        raise InvalidFieldError(field, "must be a fingerprint or a page")
