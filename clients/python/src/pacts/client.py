"""The synchronous client: each method one RPC, the answer as a plain value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Self, TypeVar

import grpc

from pacts import answers, model, outcomes
from pacts._rpc import calls, page_calls
from pacts._rpc.channel import DEFAULT_TARGET
from pacts._rpc.connection import Connection, Deadlines
from pacts.audit_clients import Audit
from pacts.heal_clients import Heals
from pacts.page_clients import Pages
from pacts.run_clients import Runs

T = TypeVar("T")


class Client:
    """Talks to one daemon; safe to share between threads.

    Every method takes ``timeout_s`` for this one call, and raises an error of `pacts.errors`:
    InvalidFieldError for a wrong request, an UnavailableError when the daemon or a tier does not
    answer, DeadlineExceededError past the timeout.

    Attributes:
        audit: what was changed, and by whom.
        heals: lists heals, and decides on them.
        pages: what is known of a whole page, and the scripts that look at one.
        runs: requirements in plain words, planned and run.
    """

    def __init__(
        self,
        target: str = DEFAULT_TARGET,
        *,
        timeout_s: float = 2,
        page_timeout_s: float = 30,
        retries: int = 2,
        credentials: grpc.ChannelCredentials | None = None,
        token: str | None = None,
    ) -> None:
        """Connect lazily: nothing is sent before the first call.

        Args:
            target: ``host:port``, or ``unix:/path`` for a Unix socket.
            timeout_s: seconds a call may take, its retries included.
            page_timeout_s: the same for a call that brings a page, or has one looked at.
            retries: how often gRPC repeats a call that is safe to repeat and failed UNAVAILABLE,
                0 to 4, with growing pauses from 0.1 s.
            credentials: from ``grpc.ssl_channel_credentials``; None is an unencrypted channel.
            token: the daemon's bearer token; over an unencrypted channel only to this machine.

        Raises:
            ValueError: one of them is out of range.
        """
        waits = Deadlines(timeout_s, page_timeout_s)
        self._connection = Connection(target, waits, retries, credentials, token)
        self.audit = Audit(self._connection)
        self.heals = Heals(self._connection)
        self.pages = Pages(self._connection)
        self.runs = Runs(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the channel; calls under way are cancelled. Safe to call twice."""
        self._connection.close()

    def run(self, call: calls.Call[Any, Any, T], timeout_s: float | None = None) -> T:
        """Make one of the calls that the methods below make; sessions are carried out by it."""
        return self._connection.run(call, timeout_s)

    def get_selector(
        self,
        query: model.ElementQuery,
        evidence: model.Evidence | None = None,
        access: model.PageAccess | None = None,
        *,
        strategies: Sequence[model.SelectorStrategy] = (),
        timeout_s: float | None = None,
    ) -> answers.Answer:
        """Return where the element is, or a Miss that says why it is not known.

        Args:
            query: which element.
            evidence: the page as it is now; without it drift is not checked.
            access: allows the daemon to look at the live page when no tier knows the element, and
                to save what it finds.
            strategies: answer only selectors of these; none given, all of them.
            timeout_s: seconds this call may take.

        Raises:
            FrozenMissError: no tier knows the element, and the daemon is frozen.
        """
        lookup = model.Lookup(query, evidence, access, tuple(strategies))
        return self._connection.run(calls.get_selector(lookup), timeout_s)

    def batch_get_selectors(
        self, lookups: Iterable[model.Lookup], *, timeout_s: float | None = None
    ) -> tuple[answers.BatchAnswer, ...]:
        """Return one answer for each of 1 to 500 lookups, in order.

        A lookup that fails alone has its error, not raised, in its place.
        """
        return self._connection.run(calls.batch_get_selectors(lookups), timeout_s)

    def save_selector(
        self,
        query: model.ElementQuery,
        selectors: Sequence[model.Selector],
        *,
        descriptor: model.Descriptor | None = None,
        evidence: model.Evidence | None = None,
        expected_version: int | None = None,
        never_heal: bool = False,
        timeout_s: float | None = None,
    ) -> model.Entry:
        """Store selectors and return the entry, once the durable tier has committed it.

        Args:
            query: which element.
            selectors: ranked, best first; 1 to 32, all different.
            descriptor: what identifies the element.
            evidence: the page the selectors were made on, from which drift is measured.
            expected_version: refuse unless the stored version is this one; 0: it must not exist.
            never_heal: never look for the element again when the selectors stop being right.
            timeout_s: seconds this call may take.

        Raises:
            VersionConflictError: the stored version is another one.
        """
        call = calls.save_selector(
            query, selectors, descriptor, evidence, expected_version, never_heal=never_heal
        )
        return self._connection.run(call, timeout_s)

    def resolve_selector(
        self,
        query: model.ElementQuery,
        access: model.PageAccess,
        failed_selector: model.Selector | None = None,
        *,
        strategies: Sequence[model.SelectorStrategy] = (),
        timeout_s: float | None = None,
    ) -> answers.Answer:
        """Find the element on the live page, whatever the tiers say, and save what was found.

        An entry that still ranks ``failed_selector`` is dropped first.

        Raises:
            AddressNotAllowedError: the daemon may not open the page or the browser's endpoint.
            BrowserUnavailableError: it has no browser.
        """
        call = calls.resolve_selector(query, access, failed_selector, strategies)
        return self._connection.run(call, timeout_s)

    def verify_selector(
        self,
        query: model.ElementQuery,
        access: model.PageAccess,
        *,
        timeout_s: float | None = None,
    ) -> answers.Verification | answers.Miss:
        """Check on the live page that what is stored still leads to its element.

        With an action in the query the element must be ready to take it. Nothing is changed. Give
        it a ``timeout_s`` of its own. Raises as `resolve_selector`.
        """
        return self._connection.run(calls.verify_selector(query, access), timeout_s)

    def report_outcome(
        self,
        query: model.ElementQuery,
        version: int,
        outcome: model.Succeeded | model.Failed,
        selector: model.Selector | None = None,
        *,
        timeout_s: float | None = None,
    ) -> answers.Report:
        """Tell how an answer did: success extends the entry's life, failures demote and evict it.

        Never repeated by itself, because each call counts.

        Args:
            query: which element.
            version: ``Found.version`` of the answer that was used.
            outcome: how it went.
            selector: the one that was used; required for a failure.
            timeout_s: seconds this call may take.
        """
        call = calls.report_outcome(query, version, outcome, selector)
        return self._connection.run(call, timeout_s)

    def invalidate_selectors(
        self,
        app: str,
        environment: str,
        *,
        page: str | None = None,
        query: model.ElementQuery | None = None,
        timeout_s: float | None = None,
    ) -> int:
        """Drop one element (``query``), one page, or without either the whole app; return how many.

        Raises:
            ValueError: both page and query are given.
        """
        call = calls.invalidate_selectors(app, environment, page, query)
        return self._connection.run(call, timeout_s)

    def list_selectors(
        self,
        app: str = "",
        environment: str = "",
        page: str = "",
        *,
        page_size: int = 100,
        timeout_s: float | None = None,
    ) -> Iterator[model.Entry]:
        """Yield every entry that matches, in key order; an empty filter matches all.

        Args:
            app: only this application.
            environment: only this environment.
            page: only this page, a URL or a page name.
            page_size: entries fetched at a time, 1 to 1000.
            timeout_s: seconds for each fetch.
        """
        at = partial(calls.list_selectors, app, environment, page, page_size)
        return self._connection.every(at, timeout_s)

    def fingerprint_page(
        self,
        *,
        html: str | bytes | None = None,
        capture: str | bytes | None = None,
        dom_snapshot: str | bytes | None = None,
        timeout_s: float | None = None,
    ) -> model.Fingerprint:
        """Return the fingerprint of a page in exactly one of its forms (see `Page`).

        Raises:
            InvalidPageError: the page cannot be read as what it says it is.
            PageTooLargeError: it is over one of the daemon's limits.
        """
        page = model.Page(html=html, capture=capture, dom_snapshot=dom_snapshot)
        return self._connection.run(calls.fingerprint_page(page), timeout_s)

    def capture_script(self, *, timeout_s: float | None = None) -> str:
        """Return the script that captures a page: one JavaScript expression.

        Its value is what `fingerprint_page` and `Page` take as ``capture``. Playwright evaluates it
        as it is, Selenium executes ``"return " + script``. Fetch it once a session.
        """
        return (self._connection.run(page_calls.scripts(), timeout_s)).capture

    def compare_pages(
        self,
        old: model.Evidence,
        new: model.Evidence,
        *,
        max_changes: int = 0,
        timeout_s: float | None = None,
    ) -> answers.Drift:
        """Return how much two pages of the same source kind differ.

        Args:
            old: the page as it was.
            new: the page as it is.
            max_changes: how many changed subtrees to name, 0 to 1000; needs a Page on both sides.
            timeout_s: seconds this call may take.

        Raises:
            IncompatibleFingerprintsError: they are of different source, algorithm or rules.
        """
        return self._connection.run(calls.compare_pages(old, new, max_changes), timeout_s)

    def cache_stats(self, *, timeout_s: float | None = None) -> answers.CacheStats:
        """Return the counters since the daemon started."""
        return self._connection.run(calls.cache_stats(), timeout_s)

    def health(self, service: str = "", *, timeout_s: float | None = None) -> outcomes.HealthStatus:
        """Return whether the daemon serves; ``service`` is such as "pacts.v1.DriftService".

        Raises:
            PactsError: ``code`` NOT_FOUND, the daemon has no such service.
        """
        return self._connection.run(calls.health(service), timeout_s)
