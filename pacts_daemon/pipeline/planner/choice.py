"""Which planner reads a requirement, and what happens when it can't be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import Literal

from opentelemetry import trace
from pydantic import HttpUrl, TypeAdapter, ValidationError

from pacts_daemon.pipeline.planner.anthropic.reasons import Reason
from pacts_daemon.pipeline.planner.cache import PlanCache
from pacts_daemon.pipeline.planner.errors import (
    PlannerUnavailableError,
    UnreadableRequirementError,
)
from pacts_daemon.pipeline.planner.plan import Plan, Planner
from pacts_daemon.pipeline.requirement.model import Requirement
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry import names

PlannerName = Literal["auto", "rules", "anthropic"]
KEY_VARIABLE = "ANTHROPIC_API_KEY"
_ADDRESS_VARIABLE = "ANTHROPIC_BASE_URL"


def choose(
    name: PlannerName,
    settings: Settings,
    rules: Planner,
    variables: Mapping[str, str],
    tracer: trace.Tracer | None = None,
) -> Planner:
    """Return the planner to use; it records a span, and falls back to the rules when it must.

    Args:
        name: ``auto`` asks Anthropic when there is a key, ``anthropic`` whenever it can.
        settings: the section ``planner``, and the data folder, where plans are kept.
        rules: the planner by rules.
        variables: of the environment; its ``ANTHROPIC_API_KEY`` is the key.
        tracer: records the spans; None for none.
    """
    chosen = rules
    if name == "anthropic" or (name == "auto" and variables.get(KEY_VARIABLE)):
        chosen = FallbackPlanner(_Anthropic(settings, variables), rules)
    return TracingPlanner(chosen, tracer or trace.NoOpTracer())


class FallbackPlanner:
    """Asks one planner, and another when the first can't be asked; the plan's notes say so.

    What the first can't read is not given to the second: it was asked, and this is its answer.
    """

    def __init__(self, first: Planner, second: Planner) -> None:
        self._first = first
        self._second = second

    @property
    def name(self) -> str:
        return self._first.name

    async def plan(self, requirement: Requirement) -> Plan:
        try:
            return await self._first.plan(requirement)
        except PlannerUnavailableError as error:
            note = f"planned by {self._second.name}, not by {self._first.name}: {error}"
            trace.get_current_span().set_attribute(names.ATTR_PLAN_FALLBACK, error.why)
        try:
            plan = await self._second.plan(requirement)
        except UnreadableRequirementError as error:
            error.add_note(note)
            raise
        return plan.model_copy(update={"notes": (note, *plan.notes)})


class TracingPlanner:
    """Records the planning of a requirement as a span."""

    def __init__(self, delegate: Planner, tracer: trace.Tracer) -> None:
        self._delegate = delegate
        self._tracer = tracer

    @property
    def name(self) -> str:
        return self._delegate.name

    async def plan(self, requirement: Requirement) -> Plan:
        # An exception's message has sentences in it, which may carry what no trace should.
        with self._tracer.start_as_current_span(
            names.SPAN_PLAN, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                plan = await self._delegate.plan(requirement)
            except (UnreadableRequirementError, PlannerUnavailableError) as error:
                span.set_attribute(names.ATTR_ERROR_TYPE, type(error).__name__)
                raise
            span.set_attribute(names.ATTR_PLAN_PLANNER, plan.planner)
            return plan


class _Anthropic:
    """The planner by Anthropic, made when it is first needed: its SDK takes long to import."""

    def __init__(self, settings: Settings, variables: Mapping[str, str]) -> None:
        self._settings = settings
        self._variables = variables

    @property
    def name(self) -> str:
        model = self._settings.planner.model
        return f"anthropic {model}" if model else "anthropic"

    async def plan(self, requirement: Requirement) -> Plan:
        # In a thread: a daemon that plans answers others meanwhile.
        made = await asyncio.to_thread(self._made)
        return await made.plan(requirement)

    def _made(self) -> Planner:
        planner = self._settings.planner
        key = self._variables.get(KEY_VARIABLE, "").strip()
        if not key:
            raise PlannerUnavailableError(Reason.NO_KEY, f"{KEY_VARIABLE} is not set")
        if not (key.isascii() and key.isprintable()):
            detail = f"{KEY_VARIABLE} has characters that no key has"
            raise PlannerUnavailableError(Reason.AUTHENTICATION, detail)
        if not planner.model:
            raise PlannerUnavailableError(Reason.NO_MODEL, "PACTS_PLANNER_MODEL is not set")
        try:
            room = import_module("pacts_daemon.pipeline.planner.anthropic.planner")
        except ImportError as error:
            detail = f"pip install 'pacts-daemon[anthropic]' ({error})"
            raise PlannerUnavailableError(Reason.NO_SDK, detail) from None
        options = room.AnthropicOptions(
            key, planner.model, planner.max_tokens, planner.timeout_s, self._address()
        )
        made: Planner = room.AnthropicPlanner(
            options, PlanCache(self._settings.data_dir / "plans", planner.max_kept)
        )
        return made

    def _address(self) -> str | None:
        if self._settings.planner.base_url is not None:
            return str(self._settings.planner.base_url)
        given = self._variables.get(_ADDRESS_VARIABLE)
        try:
            return str(TypeAdapter(HttpUrl).validate_python(given)) if given else None
        except ValidationError:
            detail = f"{_ADDRESS_VARIABLE} is no HTTP address"
            raise PlannerUnavailableError(Reason.BAD_ADDRESS, detail) from None
