"""The planner: kept plans first, then the model, checked, and asked once more when it was wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from anthropic.types import MessageParam
from opentelemetry import trace

from pacts_daemon.pipeline.planner.anthropic.answer import (
    Answer,
    BadAnswerError,
    SentenceAnswer,
    read_answer,
)
from pacts_daemon.pipeline.planner.anthropic.assembly import (
    Reading,
    Said,
    assembled,
    said,
    sentences_of,
)
from pacts_daemon.pipeline.planner.anthropic.check import (
    problems_of,
    problems_of_refusal,
    with_exactness,
)
from pacts_daemon.pipeline.planner.anthropic.client import MessagesClient
from pacts_daemon.pipeline.planner.anthropic.prompt import DIGEST, correction, question
from pacts_daemon.pipeline.planner.anthropic.reasons import Reason
from pacts_daemon.pipeline.planner.anthropic.usage import Usage
from pacts_daemon.pipeline.planner.cache import PlanCache
from pacts_daemon.pipeline.planner.errors import PlannerUnavailableError
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.requirement.model import Requirement, Sentence

# Of one answer's `planner.max_tokens` (16,000) each has some 400.
SENTENCES_IN_A_CALL: Final = 40


@dataclass(frozen=True, slots=True)
class AnthropicOptions:
    """Whom to ask, and within which bounds.

    Attributes:
        key: of the API.
        model: its name, as the API has it.
        max_tokens: of one answer, which is about at most 40 sentences.
        timeout_s: of the planning of a whole requirement, retries included.
        base_url: where the API is; None for the SDK's own.
    """

    key: str
    model: str
    max_tokens: int
    timeout_s: float
    base_url: str | None = None


class AnthropicPlanner:
    """Asks a model what sentences ask for. Only the sentences are sent, never a page.

    Args:
        options: whom to ask.
        cache: where plans of sentences are kept.
    """

    def __init__(self, options: AnthropicOptions, cache: PlanCache) -> None:
        self._options = options
        self._cache = cache

    @property
    def name(self) -> str:
        return f"anthropic {self._options.model} ({DIGEST})"

    async def plan(self, requirement: Requirement) -> Plan:
        distinct = {said(sentence): sentence for sentence in sentences_of(requirement)}
        # In threads, since a daemon that plans answers others meanwhile.
        readings = await asyncio.to_thread(self._known, distinct)
        new = [sentence for key, sentence in distinct.items() if key not in readings]
        usage = Usage(self._options.model, len(distinct), len(readings))
        notes: list[str] = []
        try:
            if new:
                await self._ask(new, readings, usage, notes)
        finally:
            usage.tell(trace.get_current_span())
        return assembled(requirement, readings, self.name, notes)

    def _known(self, distinct: Mapping[Said, Sentence]) -> dict[Said, Reading]:
        readings: dict[Said, Reading] = {}
        for key, sentence in distinct.items():
            kept = self._cache.get(self.name, sentence)
            if kept is not None and not problems_of(sentence, kept):
                readings[key] = kept
        return readings

    async def _ask(
        self,
        sentences: Sequence[Sentence],
        readings: dict[Said, Reading],
        usage: Usage,
        notes: list[str],
    ) -> None:
        options = self._options
        client = await asyncio.to_thread(
            MessagesClient,
            options.key,
            options.model,
            options.max_tokens,
            options.timeout_s,
            options.base_url,
        )
        try:
            async with asyncio.timeout(options.timeout_s), client:
                for part in _parts(sentences):
                    answered = await self._answered(client, part, usage)
                    readings |= answered
                    notes += await asyncio.to_thread(self._kept, part, answered)
        except TimeoutError:
            why = client.waits_for or Reason.TIMEOUT
            detail = f"no plan within {options.timeout_s:g} s (PACTS_PLANNER_TIMEOUT_S)"
            raise PlannerUnavailableError(why, detail) from None

    async def _answered(
        self, client: MessagesClient, sentences: Sequence[Sentence], usage: Usage
    ) -> dict[Said, Reading]:
        messages: list[MessageParam] = [{"role": "user", "content": question(sentences)}]
        reply = await client.ask(messages)
        usage.add(reply)
        try:
            return _checked(sentences, read_answer(reply.text))
        except BadAnswerError as error:
            first = error
        # The API takes no empty message, and an empty answer says nothing to be corrected.
        if reply.text.strip():
            messages += [
                {"role": "assistant", "content": reply.text},
                {"role": "user", "content": correction(first.problems)},
            ]
        reply = await client.ask(messages)
        usage.add(reply)
        try:
            return _checked(sentences, read_answer(reply.text))
        except BadAnswerError as error:
            why = Reason.INVALID_PLAN if error.is_json else Reason.BAD_JSON
            raise PlannerUnavailableError(why, f"twice; at last: {error}") from None

    def _kept(self, sentences: Sequence[Sentence], readings: dict[Said, Reading]) -> list[str]:
        try:
            for sentence in sentences:
                reading = readings[said(sentence)]
                # What can't be read is asked again: the sentence will be mended, or the model.
                if isinstance(reading, tuple):
                    self._cache.put(self.name, sentence, reading)
            self._cache.trim()
        except OSError as error:
            return [f"the plan could not be kept, and will be asked for again: {error}"]
        return []


def _parts(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    for start in range(0, len(sentences), SENTENCES_IN_A_CALL):
        yield sentences[start : start + SENTENCES_IN_A_CALL]


def _checked(sentences: Sequence[Sentence], answer: Answer) -> dict[Said, Reading]:
    problems = _miscounted(len(sentences), [one.id for one in answer.sentences])
    readings: dict[Said, Reading] = {}
    for one in () if problems else answer.sentences:
        sentence = sentences[one.id - 1]
        readings[said(sentence)] = _reading(sentence, one)
        problems += [f"sentence {one.id}: {problem}" for problem in _problems(sentence, one)]
    if problems:
        raise BadAnswerError(problems)
    return readings


def _reading(sentence: Sentence, one: SentenceAnswer) -> Reading:
    if one.unreadable is not None:
        return one.unreadable
    return tuple(with_exactness(sentence.text, action) for action in one.actions)


def _problems(sentence: Sentence, one: SentenceAnswer) -> list[str]:
    if one.unreadable is not None:
        return problems_of_refusal(sentence, one.unreadable)
    return problems_of(sentence, one.actions)


def _miscounted(number: int, ids: Sequence[int]) -> list[str]:
    asked = set(range(1, number + 1))
    missing, unknown = sorted(asked - set(ids)), sorted(set(ids) - asked)
    twice = sorted({one for one in ids if ids.count(one) > 1})
    found = (("no answer to", missing), ("no sentence has", unknown), ("more than once:", twice))
    return [f"{what} id {', '.join(map(str, which))}" for what, which in found if which]
