"""The commands of Playwright that a released Firefox may lack, and works well without."""

from __future__ import annotations

import json
from typing import Any, Final

# The colour scheme that CSS sees, set for each context; the profile says it instead.
_DISPENSABLE: Final = ("emulation.setMediaFeaturesOverride",)
_UNKNOWN: Final = "unknown command"


class Gaps:
    """Reads what passes in both directions, and has the driver not fail of what the browser lacks.

    A browser that knows a command is asked as any other, so that nothing is lost with a newer one.
    """

    def __init__(self) -> None:
        self._asked: set[int] = set()

    def sent(self, command: str) -> None:
        """Take note of a command of the driver."""
        if not any(name in command for name in _DISPENSABLE):
            return
        message = _read(command)
        if message.get("method") in _DISPENSABLE and isinstance(message.get("id"), int):
            self._asked.add(message["id"])

    def answered(self, answer: str) -> str:
        """Return what the driver is told: the browser's own words; of a gap, that it went well."""
        if not self._asked:
            return answer
        message = _read(answer)
        number = message.get("id")
        if number not in self._asked:
            return answer
        self._asked.discard(number)
        if message.get("error") != _UNKNOWN:
            return answer
        return json.dumps({"type": "success", "id": number, "result": {}})


def _read(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
