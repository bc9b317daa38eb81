"""Requests to values; every limit on input that is not a page's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from google.protobuf.duration_pb2 import Duration

from pacts.v1 import element_pb2 as pb
from pacts_daemon.codec.enums import STRATEGIES
from pacts_daemon.codec.messages import (
    descriptor_from_message,
    query_from_message,
    selector_from_message,
)
from pacts_daemon.core.content.page import SentPage
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import (
    Descriptor,
    ElementQuery,
    PageAccess,
    Selector,
    Strategy,
)
from pacts_daemon.core.pages import page_of
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.rpc import page_requests

# Far beyond what applications have. Together they bound an entry to some 350 KB, of which memory
# and Redis must hold many; `tiers/weights.py` counts what it takes.
MAX_NAME_BYTES = 128
MAX_PAGE_BYTES = 4096
MAX_ELEMENT_BYTES = 512
MAX_VARIANTS = 16
MAX_ORDINAL = 10_000
MAX_SELECTORS = 32
MAX_SELECTOR_BYTES = 8192
MAX_DESCRIPTOR_BYTES = 65_536
MAX_WHY_BYTES = 2048
_NANOS = 1_000_000_000
_ALL: frozenset[Strategy] = frozenset()
# A suite's queries, a few MiB of them: usual ones have some hundred bytes.
_KEPT_QUERIES = 4096
_MAX_KEPT_BYTES = 1024


class RequestReader:
    """Reads what takes more than the message: pages, which have limits, and route templates.

    ``kept_parameters`` are the URL parameters that make another page; ``longest_wait_s`` is how
    long a caller may have an element waited for.
    """

    def __init__(
        self,
        meter: RustMeter,
        pages: SentPages,
        kept_parameters: Collection[str] = (),
        longest_wait_s: float = 30.0,
    ) -> None:
        self.meter = meter
        self.pages = pages
        self.kept_parameters = kept_parameters
        self.longest_wait_s = longest_wait_s
        # The same bytes are the same query, and a suite asks for what it asked for before.
        self._same_query = lru_cache(_KEPT_QUERIES)(self._query)

    def query(self, message: pb.ElementQuery) -> ElementQuery:
        """Return the query a message holds, its page reduced to the route template.

        Raises:
            InvalidFieldError: a field is missing, too long or not a value it can have.
        """
        data = message.SerializeToString()
        return self._same_query(data) if len(data) <= _MAX_KEPT_BYTES else self._query(data)

    def _query(self, data: bytes) -> ElementQuery:
        message = pb.ElementQuery.FromString(data)
        check_query(message, "query")
        return replace(query_from_message(message), page=self.page(message.page, "query.page"))

    async def evidence(self, message: pb.Evidence, field: str = "evidence") -> bytes:
        """Return the fingerprint of the page the caller speaks of.

        Raises:
            InvalidFieldError: neither form is given, or the one that is cannot be read.
            PageNotKeptError: it is named by its digest, and was not sent lately.
        """
        kind = message.WhichOneof("kind")
        if kind == "fingerprint":
            self.meter.inspect(message.fingerprint, f"{field}.fingerprint")
            return message.fingerprint
        if kind == "page":
            return await self.fingerprint(await self.content(message.page, f"{field}.page"))
        raise InvalidFieldError(field, "must be a fingerprint or a page")

    async def content(self, message: pb.PageContent, field: str) -> SentPage:
        """Return a page that was sent, now or before; raises as `page_requests.page_from`."""
        return await page_requests.page_from(message, field, self.pages)

    async def fingerprint(self, page: SentPage) -> bytes:
        """Return a page's fingerprint.

        Raises:
            InvalidPageError, PageTooLargeError: the page cannot be read.
        """
        known = self.pages.known_fingerprint(page)
        if known is not None:
            return known
        async with self.pages.worked_on(page):
            return await self.pages.fingerprint(page)

    async def access(self, message: pb.PageAccess, query: ElementQuery) -> PageAccess:
        """Return how the page of a query may be looked at.

        Raises:
            InvalidFieldError: a field is missing, too long, or not a time that may be waited.
            PageNotKeptError: as `evidence`.
        """
        if message.HasField("page"):
            _refuse_beside_page(message)
            return PageAccess(page=await self.content(message.page, "access.page"))
        access = replace(access_from(message), app=query.app, environment=query.environment)
        if not message.HasField("appear_wait"):
            return access
        wait_s = seconds_from(message.appear_wait, "access.appear_wait")
        if wait_s > self.longest_wait_s:
            most = f"{self.longest_wait_s:g} s, the discovery timeout of this daemon"
            raise InvalidFieldError("access.appear_wait", f"is {wait_s:g} s, longer than {most}")
        return replace(access, appear_wait_s=wait_s)

    async def evidence_of(self, access: PageAccess | None) -> bytes | None:
        """Return the fingerprint of the page that came with the call, None when none did.

        Raises:
            InvalidPageError, PageTooLargeError: the page cannot be read.
        """
        if access is None or access.page is None:
            return None
        return await self.parsed_fingerprint(access.page)

    async def parsed_fingerprint(self, page: SentPage) -> bytes:
        """Return a page's fingerprint where all else that the call asks of it needs it parsed.

        Raises:
            InvalidPageError, PageTooLargeError: the page cannot be read.
        """
        async with self.pages.worked_on(page):
            await self.pages.parsed(page)
            return await self.pages.fingerprint(page)

    def page(self, page: str, field: str = "page") -> str:
        bounded(field, page, MAX_PAGE_BYTES)
        try:
            return page_of(page, self.kept_parameters)
        except InvalidFieldError as error:
            raise InvalidFieldError(field, error.problem) from None


def check_query(query: pb.ElementQuery | ElementQuery, field: str) -> None:
    """Raise InvalidFieldError where a query has not what it needs, but for its page."""
    bounded(f"{field}.app", query.app, MAX_NAME_BYTES)
    bounded(f"{field}.environment", query.environment, MAX_NAME_BYTES)
    bounded(f"{field}.element", query.element, MAX_ELEMENT_BYTES)
    bounded(f"{field}.scope", query.scope, MAX_ELEMENT_BYTES, required=False)
    bounded(f"{field}.frame", query.frame, MAX_ELEMENT_BYTES, required=False)
    if query.ordinal > MAX_ORDINAL:
        raise InvalidFieldError(f"{field}.ordinal", f"must be at most {MAX_ORDINAL}")
    variant_from(query.variant, f"{field}.variant")


def bounded(field: str, text: str, max_bytes: int, *, required: bool = True) -> str:
    if required and not text.strip():
        raise InvalidFieldError(field, "must not be empty")
    if "\0" in text:
        raise InvalidFieldError(field, "must not contain NUL")  # Postgres keeps none
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise InvalidFieldError(field, f"has {size} bytes, at most {max_bytes} are allowed")
    return text


def wanted(field: str, name: str) -> str:
    """Return what a filter asks for; empty is everything."""
    return bounded(field, name, MAX_NAME_BYTES, required=False)


def variant_from(pairs: Mapping[str, str], field: str) -> dict[str, str]:
    if len(pairs) > MAX_VARIANTS:
        raise InvalidFieldError(field, f"must have at most {MAX_VARIANTS} pairs")
    for name, value in pairs.items():
        bounded(field, name, MAX_NAME_BYTES)
        bounded(f"{field}.{name}", value, MAX_NAME_BYTES, required=False)
    return dict(pairs)


def strategies_from(
    numbers: Sequence[pb.SelectorStrategy.ValueType], field: str = "strategies"
) -> frozenset[Strategy]:
    """Return the strategies that a caller's runner understands; empty is all of them."""
    if not numbers:
        return _ALL
    return frozenset(STRATEGIES.member(n, f"{field}[{i}]") for i, n in enumerate(numbers))


def selectors_from(messages: Iterable[pb.Selector]) -> tuple[Selector, ...]:
    selectors = tuple(selector_from(m, f"selectors[{i}]") for i, m in enumerate(messages))
    check_ranking(selectors)
    return selectors


def check_ranking(selectors: Sequence[Selector]) -> None:
    """Raise InvalidFieldError where selectors are none, too many, or alike."""
    if not 1 <= len(selectors) <= MAX_SELECTORS:
        raise InvalidFieldError("selectors", f"must be 1 to {MAX_SELECTORS}, not {len(selectors)}")
    if len(set(selectors)) < len(selectors):
        raise InvalidFieldError("selectors", "must differ from each other")


def selector_from(message: pb.Selector, field: str) -> Selector:
    selector = selector_from_message(message, field)
    check_selector(selector, field)
    return selector


def check_selector(selector: Selector, field: str) -> None:
    """Raise InvalidFieldError where a selector has not what its strategy needs."""
    bounded(f"{field}.value", selector.value, MAX_SELECTOR_BYTES)
    needs_role = selector.strategy is Strategy.ROLE
    needs_attribute = selector.strategy is Strategy.TEST_ID
    for name, value, needed in (
        ("role", selector.role, needs_role),
        ("attribute", selector.attribute, needs_attribute),
    ):
        bounded(f"{field}.{name}", value, MAX_NAME_BYTES, required=needed)
        if value and not needed:
            raise InvalidFieldError(f"{field}.{name}", f"means nothing for {selector.strategy}")


def descriptor_from(message: pb.Descriptor) -> Descriptor:
    if message.ByteSize() > MAX_DESCRIPTOR_BYTES:
        problem = f"has {message.ByteSize()} bytes, at most {MAX_DESCRIPTOR_BYTES} are allowed"
        raise InvalidFieldError("identity", problem)
    return descriptor_from_message(message)


def access_from(message: pb.PageAccess) -> PageAccess:
    bounded("access.url", message.url, MAX_PAGE_BYTES)
    bounded("access.cdp_endpoint", message.cdp_endpoint, MAX_PAGE_BYTES, required=False)
    bounded("access.target_id", message.target_id, MAX_NAME_BYTES, required=False)
    if message.target_id and not message.cdp_endpoint:
        raise InvalidFieldError("access.target_id", "means nothing without cdp_endpoint")
    return PageAccess(message.url, message.cdp_endpoint, message.target_id)


def seconds_from(message: Duration, field: str) -> float:
    if not 0 <= abs(message.nanos) < _NANOS or message.seconds * message.nanos < 0:
        raise InvalidFieldError(field, "is no duration: its nanos do not fit its seconds")
    seconds = message.seconds + message.nanos / _NANOS
    if seconds < 0:
        raise InvalidFieldError(field, f"is {seconds:g} s, must not be negative")
    return seconds


def _refuse_beside_page(message: pb.PageAccess) -> None:
    given = {
        "url": bool(message.url),
        "cdp_endpoint": bool(message.cdp_endpoint),
        "target_id": bool(message.target_id),
        "appear_wait": message.HasField("appear_wait"),
    }
    for name in (name for name, is_given in given.items() if is_given):
        raise InvalidFieldError(f"access.{name}", "must be empty when the page comes with the call")
