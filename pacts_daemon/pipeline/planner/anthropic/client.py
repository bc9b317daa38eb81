"""One call of the Messages API by the SDK, and what each of its failures means."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import anthropic
import httpx2
from anthropic.types import Message, MessageParam, TextBlock

from pacts_daemon.pipeline.planner.anthropic.answer import answer_schema
from pacts_daemon.pipeline.planner.anthropic.prompt import SYSTEM
from pacts_daemon.pipeline.planner.anthropic.reasons import Reason, reason_of_status
from pacts_daemon.pipeline.planner.errors import PlannerUnavailableError

# The SDK's own default, within the planner's time-out; then the rules plan.
MAX_RETRIES: Final = 2
# One line of a report.
_MOST_DETAIL: Final = 200
_NO_MESSAGE: Final = "the answer is no message of the API"
_STOPPED: Final = {
    "refusal": (Reason.REFUSAL, "the model refused to answer"),
    "max_tokens": (
        Reason.CUT_SHORT,
        "the answer was longer than PACTS_PLANNER_MAX_TOKENS, {tokens}",
    ),
    "model_context_window_exceeded": (
        Reason.CONTEXT_EXCEEDED,
        "the requirement and its answer are longer than the model reads",
    ),
}
_SCHEMA: Final = anthropic.transform_schema(answer_schema())


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said: its text, who said it, and the tokens that were read and written."""

    text: str
    model: str
    input_tokens: int
    output_tokens: int


class MessagesClient:
    """Asks one model; an async context manager that holds the connections.

    Args:
        key: of the API; nothing else is read from the environment's credentials.
        model: its name.
        max_tokens: of one answer.
        timeout_s: of one request; the caller bounds the whole.
        base_url: where the API is; None for the SDK's own.
    """

    def __init__(
        self, key: str, model: str, max_tokens: int, timeout_s: float, base_url: str | None
    ) -> None:
        self._key = key
        self._model = model
        self._max_tokens = max_tokens
        self._last = _LastAttempt()
        self._sdk = _opened(key, timeout_s, base_url, self._last)

    async def __aenter__(self) -> MessagesClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._sdk.close()

    @property
    def waits_for(self) -> Reason | None:
        """What the last attempt failed with, while another one is waited for."""
        return self._last.reason

    async def ask(self, messages: Sequence[MessageParam]) -> Reply:
        """Return the model's reply to a conversation.

        Raises:
            PlannerUnavailableError: the API could not be reached, refused, or cut its answer short.
        """
        try:
            message = await self._sdk.messages.create(
                model=self._model,
                max_tokens=self._max_tokens,
                system=SYSTEM,
                messages=list(messages),
                output_config={"format": {"type": "json_schema", "schema": _SCHEMA}},
            )
        except anthropic.AnthropicError as error:
            why, detail = _failure_of(error)
            # Gateways are known to repeat the key that they refuse.
            raise PlannerUnavailableError(why, _short(detail.replace(self._key, "…"))) from error
        except (ValueError, RecursionError) as error:  # what was answered, or is to be sent
            raise PlannerUnavailableError(Reason.UNEXPECTED, _NO_MESSAGE) from error
        return self._read(message)

    def _read(self, message: object) -> Reply:
        # The SDK doesn't validate what it gets: a proxy's page comes back as text, and fields that
        # were not sent are missing.
        content = getattr(message, "content", None)
        if not isinstance(message, Message) or not isinstance(content, list):
            raise PlannerUnavailableError(Reason.UNEXPECTED, _NO_MESSAGE)
        stopped = _STOPPED.get(str(message.stop_reason))
        if stopped is not None:
            why, detail = stopped
            raise PlannerUnavailableError(why, detail.format(tokens=self._max_tokens))
        usage = getattr(message, "usage", None)
        return Reply(
            "".join(map(_text_of, content)),
            str(getattr(message, "model", self._model)),
            _tokens(getattr(usage, "input_tokens", 0)),
            _tokens(getattr(usage, "output_tokens", 0)),
        )


class _LastAttempt(anthropic.Middleware):
    """Remembers how the last attempt ended: the SDK waits in silence before it tries again."""

    reason: Reason | None = None

    async def handle_async(self, request: Any, call_next: Any) -> Any:
        self.reason = None
        response = await call_next(request)
        if response.status_code >= 400:  # noqa: PLR2004 - of HTTP
            self.reason = reason_of_status(response.status_code)
        return response


def _opened(
    key: str, timeout_s: float, base_url: str | None, last: _LastAttempt
) -> anthropic.AsyncAnthropic:
    try:
        return anthropic.AsyncAnthropic(
            api_key=key,
            base_url=base_url,
            timeout=timeout_s,
            max_retries=MAX_RETRIES,
            # Whoever answers with a redirect would be given the key.
            http_client=anthropic.DefaultAsyncHttpxClient(follow_redirects=False),
            open_telemetry=False,
            middleware=[last],
        )
    except OSError as error:
        detail = f"the certificates that the environment names can't be read: {error}"
        raise PlannerUnavailableError(Reason.TLS, detail) from None
    # Of a proxy in the environment; SOCKS needs a package more.
    except (ValueError, ImportError, httpx2.InvalidURL) as error:
        raise PlannerUnavailableError(Reason.BAD_ADDRESS, _short(str(error))) from None


def _failure_of(error: anthropic.AnthropicError) -> tuple[Reason, str]:
    match error:
        case anthropic.APIStatusError():
            said = _said_in(error.body) or f"HTTP status {error.status_code}"
            return reason_of_status(error.status_code), said
        case anthropic.APITimeoutError():
            return Reason.TIMEOUT, "the API did not answer"
        case anthropic.APIConnectionError():
            return _not_reached(error)
    return Reason.UNEXPECTED, str(error)


def _not_reached(error: Exception) -> tuple[Reason, str]:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS, str(cause)
        last, cause = cause, cause.__cause__ or cause.__context__
    return Reason.NO_NETWORK, str(last)


def _text_of(block: object) -> str:
    text = getattr(block, "text", "") if isinstance(block, TextBlock) else ""
    return text if isinstance(text, str) else ""


def _tokens(said: object) -> int:
    return said if isinstance(said, int) else 0


def _said_in(body: object) -> str:
    match body:
        case {"error": {"message": str(said)}}:
            return said
    return ""


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _MOST_DETAIL else f"{line[:_MOST_DETAIL]}…"
