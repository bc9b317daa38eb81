"""A server that speaks the Messages API: scripted answers, and a record of what was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PATH = "/v1/messages"
QUICKLY = {"retry-after-ms": "1"}


@dataclass
class MessagesApi:
    """Gives the scripted answers in order, the last one again and again."""

    server: HTTPServer
    answers: list[Response] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request(PATH, method="POST").respond_with_handler(self._respond)

    @property
    def url(self) -> str:
        return self.server.url_for("/")

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.get_data()) for request in self.asked]

    def says(self, *sentences: Mapping[str, Any], **more: Any) -> None:
        self.says_text(json.dumps({"sentences": sentences}), **more)

    def says_text(self, text: str, **more: Any) -> None:
        self.answers.append(_json(message(text, **more)))

    def fails(self, status: int, kind: str, said: str = "as scripted", **headers: str) -> None:
        body = {"type": "error", "error": {"type": kind, "message": said}, "request_id": "req_1"}
        self.answers.append(_json(body, status, {**QUICKLY, **headers}))

    def _respond(self, request: Request) -> Response:
        request.get_data()  # read while the connection is open, and kept
        self.asked.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def message(text: str, *, stop_reason: str = "end_turn", **more: Any) -> dict[str, Any]:
    """Return what the API answers with."""
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "model-that-answered",
        "content": [{"type": "text", "text": text}],
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 700, "output_tokens": 30},
        **more,
    }


def planned(number: int, *actions: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": number, "actions": actions}


def unreadable(number: int, part: str, hint: str) -> dict[str, Any]:
    return {"id": number, "unreadable": {"part": part, "hint": hint}}


def click(element: str) -> dict[str, str]:
    return {"action": "click", "element": element}


def schema_of(body: Mapping[str, Any]) -> Any:
    return body["output_config"]["format"]["schema"]


def texts_of(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    return [str(one["content"]) for one in messages]


def _json(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(json.dumps(body), status, headers, content_type="application/json")
