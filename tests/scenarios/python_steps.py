"""Each step of a scenario with the Python client, on a page of Playwright's synchronous API."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.request import urlopen

from opentelemetry import context as otel
from opentelemetry import trace
from playwright.sync_api import Page, expect

import pacts
from pacts.playwright import Element, Session
from pacts.runs import PlannerKind, RunEvent, RunOptions, StepEnded
from tests.scenarios.answers import Told, check, check_run, selector_of

SEE_MS = 5000
ACTION_MS = 3000
SPANS_S = 10.0
_QUERY = ("element", "scope", "ordinal", "frame", "variant")
Step = Callable[[Told, Any], None]


class Steps:
    """The state of one scenario: its client, its session, and the page it is on.

    A method for each `do`; it gets what is in `with`, and in `expect`.
    """

    def __init__(self, world: Told, name: str, session: Session, page: Page) -> None:
        self._world = world
        self._app = name
        self._session = session
        self._client = session.client
        self._page = page
        page.set_default_timeout(ACTION_MS)
        self._counted: Mapping[str, int] = {}
        self._held: Element | None = None

    def count(self) -> None:
        """Remember the counters as they are now."""
        self._counted = self._counters()

    def save(self, told: Told, _: Any) -> None:
        evidence = self._captured() if told.get("with_page") else None
        selectors = [selector_of(one) for one in told["selectors"]]
        never_heal = bool(told.get("never_heal"))
        self._client.save_selector(
            self._query(told), selectors, evidence=evidence, never_heal=never_heal
        )

    def get(self, told: Told, expected: Any) -> None:
        access = self._access() if told.get("with_page") else None
        _compare(expected, self._client.get_selector(self._query(told), access=access))

    def resolve(self, told: Told, expected: Any) -> None:
        failed = selector_of(told["failed"]) if "failed" in told else None
        found = self._client.resolve_selector(self._query(told), self._access(), failed)
        _compare(expected, found)

    def verify(self, told: Told, expected: Any) -> None:
        _compare(expected, self._client.verify_selector(self._query(told), self._access()))

    def batch(self, told: Told, expected: Any) -> None:
        asked = [pacts.Lookup(self._query({"element": name})) for name in told["elements"]]
        for one, answer in zip(expected, self._client.batch_get_selectors(asked), strict=True):
            check(one, answer)

    def stats(self, _: Told, expected: Any) -> None:
        now = self._counters()
        grown = {name: now.get(name, 0) - self._counted.get(name, 0) for name in expected}
        assert grown == expected, f"they grew by {grown}"

    def click(self, told: Told, _: Any) -> None:
        self._element(told).click()

    def hover(self, told: Told, _: Any) -> None:
        self._element(told).hover()

    def check(self, told: Told, _: Any) -> None:
        self._element(told).check()

    def fill(self, told: Told, _: Any) -> None:
        self._element(told).fill(told["text"])

    def select(self, told: Told, _: Any) -> None:
        self._element(told).select_option(label=told["text"])

    def read(self, told: Told, _: Any) -> None:
        text = self._element(told).text()
        assert text == told["text"], f"the text is {text!r}"

    def gone(self, told: Told, _: Any) -> None:
        gone = self._element(told).gone()
        assert gone is told["is"], f"gone() is {gone}"

    def hold(self, told: Told, _: Any) -> None:
        self._held = self._element(told).hold()

    def click_held(self, _: Told, __: Any) -> None:
        assert self._held is not None, "nothing is held"
        try:
            self._held.click()
        except pacts.StaleSelectorError as stale:
            if not stale.candidates:
                raise AssertionError("it names no candidates") from stale
            raise

    def passed(self, _: Told, __: Any) -> None:
        self._session.passed()

    def failed(self, told: Told, _: Any) -> None:
        self._session.failed(told["why"])

    def end_visit(self, _: Told, __: Any) -> None:
        self._session.end_visit()

    def heals(self, _: Told, expected: Any) -> None:
        healed = [{"element": one.element, "verdict": one.verdict} for one in self._session.heals]
        assert len(healed) == len(expected), healed
        for one, told in zip(healed, expected, strict=True):
            assert told.items() <= one.items(), healed

    def open(self, told: Told, _: Any) -> None:
        self._page.goto(f"{self._world['site']}/shop/{told['page']}")

    def see(self, told: Told, _: Any) -> None:
        expect(self._page.locator(told["css"])).to_have_text(told["text"], timeout=SEE_MS)

    def wrapped_click(self, told: Told, _: Any) -> None:
        self._session.wrap(self._page).locator(told["css"]).click()

    def wrapped_fill(self, told: Told, _: Any) -> None:
        self._session.wrap(self._page).locator(told["css"]).fill(told["text"])

    def run(self, told: Told, expected: Any) -> None:
        options = RunOptions(app=self._app, base_url=f"{self._world['site']}/shop/")
        happened: list[RunEvent] = []
        ended = self._client.runs.run(
            told["requirement"],
            "scenario.md",
            options,
            planner=PlannerKind.RULES,
            on_event=happened.append,
        )
        check_run(expected, ended, [one for one in happened if isinstance(one, StepEnded)])

    def in_trace(self, told: Told, _: Any) -> None:
        sampled = trace.SpanContext(
            int(told["trace"], 16),
            span_id=1,
            is_remote=False,
            trace_flags=trace.TraceFlags(trace.TraceFlags.SAMPLED),
        )
        otel.attach(trace.set_span_in_context(trace.NonRecordingSpan(sampled)))

    def spans(self, told: Told, _: Any) -> None:
        over = time.monotonic() + SPANS_S
        while not set(told["names"]) <= set(names := self._spans(told["trace"])):
            assert time.monotonic() < over, f"the spans of that trace are {names}"
            time.sleep(0.1)

    def _spans(self, trace_id: str) -> list[str]:
        url = f"{self._world['spans']}/{trace_id}"
        with urlopen(url, timeout=5) as answer:  # noqa: S310 - of the world
            names: list[str] = json.load(answer)
            return names

    def _query(self, told: Told) -> pacts.ElementQuery:
        named = {name: told[name] for name in _QUERY if name in told}
        return pacts.ElementQuery(
            app=self._app, environment=self._world["environment"], page=self._page.url, **named
        )

    def _element(self, told: Told) -> Element:
        named = {name: told[name] for name in _QUERY if name in told}
        return self._session.element(self._page, **named)

    def _captured(self) -> pacts.Page:
        script = self._client.pages.scripts().capture
        return pacts.Page(capture=self._page.evaluate(script))

    def _access(self) -> pacts.PageAccess:
        return pacts.PageAccess(page=self._captured())

    def _counters(self) -> dict[str, int]:
        stats = self._client.cache_stats()
        hits = {f"hits.{name}": count for name, count in stats.hits.items()}
        return {"lookups": stats.lookups, "misses": stats.cache_miss, **hits}


def _compare(expected: Told | None, answer: Any) -> None:
    if expected is not None:
        check(expected, answer)
