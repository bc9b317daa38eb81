"""What planning cost, told to the span that is current."""

from __future__ import annotations

from opentelemetry.trace import Span

from pacts_daemon.pipeline.planner.anthropic.client import Reply
from pacts_daemon.telemetry import names


class Usage:
    """Adds up the tokens of the calls that one plan takes.

    Args:
        model: the one asked for.
        sentences: how many different ones the requirement has.
        kept: of these, how many were planned before.
    """

    def __init__(self, model: str, sentences: int, kept: int) -> None:
        self._asked: dict[str, str | int] = {
            names.ATTR_PLAN_SENTENCES: sentences,
            names.ATTR_PLAN_KEPT: kept,
            names.ATTR_GEN_AI_PROVIDER: "anthropic",
            names.ATTR_GEN_AI_OPERATION: "chat",
            names.ATTR_GEN_AI_MODEL: model,
        }
        self._calls = 0
        self._model = ""
        self._input = 0
        self._output = 0

    def add(self, reply: Reply) -> None:
        self._calls += 1
        self._model = reply.model
        self._input += reply.input_tokens
        self._output += reply.output_tokens

    def tell(self, span: Span) -> None:
        span.set_attributes(self._asked)
        span.set_attribute(names.ATTR_PLAN_CALLS, self._calls)
        if self._calls:
            span.set_attribute(names.ATTR_GEN_AI_ANSWERED, self._model)
            span.set_attribute(names.ATTR_GEN_AI_INPUT, self._input)
            span.set_attribute(names.ATTR_GEN_AI_OUTPUT, self._output)
