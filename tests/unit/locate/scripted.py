"""Pages that show one HTML after the other, and count how often a capture is parsed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf

from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.live_page import ElementFacts, Match, Network, Step
from pacts_daemon.core.model import (
    Before,
    Draft,
    ElementQuery,
    Entry,
    PageAccess,
    Selector,
    Strategy,
)
from pacts_daemon.core.page_ports import Gate, NotDiscovered
from pacts_daemon.drift_core import Limits, Page, PageContent, RustMeter, select
from pacts_daemon.locate.discovery import DiscoveryOptions, LiveDiscovery
from tests.support.builders import entry_of
from tests.support.pages.captures import capture_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUICK = DiscoveryOptions(settle_ms=10, appear_ms=30, capture_again_ms=5)
# For what does appear: how long that takes is up to the machine.
PATIENT = DiscoveryOptions(settle_ms=10, appear_ms=30_000, capture_again_ms=5)
# What is known of a tab that is attached to this moment, and of one that has been all along.
UNKNOWN = Network(quiet_s=0, watched_s=0)
QUIET = Network(quiet_s=inf, watched_s=inf)
BUSY = Network(quiet_s=0, watched_s=inf)


def page_of(html: str) -> Page:
    return Page.from_capture(capture_of(html))


class CountingReader(RustMeter):
    """Counts which captures are parsed, by any of the ways to parse one."""

    def __init__(self) -> None:
        super().__init__(Limits())
        self.parsed: list[bytes] = []

    def page(self, content: PageContent) -> Page:
        self.parsed.append(content.content)
        return super().page(content)

    def fingerprint_capture(self, capture: bytes) -> bytes:
        self.parsed.append(capture)
        return super().fingerprint_capture(capture)


@dataclass
class ScriptedCapture:
    """A capture of some HTML; the drift core says what selectors match on it."""

    html: str
    truncated: bool = False
    stale: bool = False
    unproven: bool = False

    def __post_init__(self) -> None:
        self.capture = capture_of(self.html, truncated=self.truncated)
        self.page = Page.from_capture(self.capture)
        self.nodes = self.html.count("<") // 2

    def matches(self, selector: Selector) -> list[int]:
        return [self.page.node(path) for path in select(self.page, selector) or []]

    async def prove(self, selectors: Sequence[Selector], node: int) -> tuple[Selector, ...]:
        if self.unproven:
            return ()
        return tuple(s for s in selectors if self.matches(s) == [node])

    async def node_of(self, selector: Selector) -> int | None:
        nodes = [] if self.stale else self.matches(selector)
        return nodes[0] if len(nodes) == 1 else None

    async def is_shown(self, node: int) -> bool:
        path = self.page.path(node)
        return "hidden" not in self.page.describe(path).attributes and path not in self.hidden

    hidden: frozenset[str] = frozenset()


@dataclass
class ScriptedFrame:
    """Shows one page after the other, the last one for ever; an error is raised in its turn."""

    shows: list[str | ScriptedCapture | PageUnavailableError]
    gate: tuple[Gate | None, str] = (None, "")
    captures: int = 0
    settled: list[int] = field(default_factory=list)
    asked: list[Collection[str]] = field(default_factory=list)

    async def settle(self, limit_ms: int) -> None:
        self.settled.append(limit_ms)
        if len(self.settled) == 1 and self.after_settling:
            self.shows = list(self.after_settling)

    after_settling: Sequence[str | ScriptedCapture | PageUnavailableError] = ()

    async def matched(self, selector: Selector) -> Match:
        if selector.value == "((":
            return Match(0, problem="it cannot be run")
        capture = self._now()
        nodes = capture.matches(selector)
        if len(nodes) != 1:
            return Match(len(nodes))
        said = capture.page.describe(capture.page.path(nodes[0]))
        facts = ElementFacts(said.tag, said.role, said.name, True, said.attributes)
        return Match(1, facts)

    async def passed(self, selector: Selector, points: Collection[str]) -> tuple[Gate | None, str]:
        self.asked.append(points)
        return self.gate

    @asynccontextmanager
    async def captured(self) -> AsyncIterator[ScriptedCapture]:
        self.captures += 1
        shown = self.shows[0]
        if len(self.shows) > 1:
            self.shows.pop(0)
        if isinstance(shown, PageUnavailableError):
            raise shown
        yield shown if isinstance(shown, ScriptedCapture) else ScriptedCapture(shown)

    def _now(self) -> ScriptedCapture:
        shown = self.shows[0]
        assert not isinstance(shown, PageUnavailableError)
        return shown if isinstance(shown, ScriptedCapture) else ScriptedCapture(shown)


class ScriptedPage:
    """A page of scripted frames, the main one first; a `PageProvider` of itself."""

    def __init__(
        self, main: ScriptedFrame, *, network: Network = UNKNOWN, **frames: ScriptedFrame
    ) -> None:
        self.main = main
        self._network = network
        self.named = frames
        self.accesses: list[PageAccess] = []
        self.closed = False

    def frame(self, wanted: str) -> ScriptedFrame | None:
        return self.named.get(wanted) if wanted else self.main

    def frames(self) -> Mapping[str, ScriptedFrame]:
        return self.named

    def network(self) -> Network:
        return self._network

    async def html(self) -> bytes:
        return b"<html><body><p>source</p></body></html>"

    async def capture(self) -> bytes | None:
        return capture_of("<main>all of it</main>") if self.named else None

    @asynccontextmanager
    async def page(self, access: PageAccess) -> AsyncIterator[ScriptedPage]:
        self.accesses.append(access)
        yield self

    async def close(self) -> None:
        self.closed = True


@dataclass
class KeptSteps:
    """Keeps steps and notes in order."""

    kept: list[tuple[Step, dict[str, int]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, step: Step) -> Iterator[MutableMapping[str, int]]:
        facts: dict[str, int] = {}
        yield facts
        self.kept.append((step, facts))

    def note(self, text: str) -> None:
        self.notes.append(text)


def asked(element: str, **changes: object) -> ElementQuery:
    return ElementQuery("app", "test", "http://127.0.0.1/", element, **changes)  # type: ignore[arg-type]


async def discovered(
    page: ScriptedPage,
    query: ElementQuery,
    before: Before | None = None,
    *,
    reader: RustMeter | None = None,
    steps: KeptSteps | None = None,
    options: DiscoveryOptions = QUICK,
    wait_s: float | None = None,
) -> Draft | NotDiscovered:
    discovery = LiveDiscovery(page, reader or RustMeter(Limits()), options, steps)
    return await discovery.discover(
        query, PageAccess("http://127.0.0.1/", appear_wait_s=wait_s), before
    )


async def known(html: str, element: str, **changes: object) -> Before:
    """Return an element as it was saved when the page was this HTML."""
    draft = await discovered(ScriptedPage(ScriptedFrame([html])), asked(element, **changes))
    assert isinstance(draft, Draft), draft
    return Before(entry_of(draft, NOW), draft.snapshot)


async def entry_on(html: str, element: str, **changes: object) -> Entry:
    return (await known(html, element, **changes)).entry


def css(value: str, *, positional: bool = False) -> Selector:
    return Selector(Strategy.CSS, value, positional=positional)
