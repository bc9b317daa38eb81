"""The browser's own dialogs: what is answered to them, and what they said."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Dialog, Error

_ACCEPT: Final = {"accept", "ok", "yes", "confirm"}
_DISMISS: Final = {"dismiss", "cancel", "no", "decline", "close"}
LATE_S: Final = 2.0
"""Seconds that a dialog may come after the action that opens it."""


@dataclass
class Dialogs:
    """Answers each dialog as it was planned; one that nobody spoke of is noted and dismissed.

    Attributes:
        armed: the answer to the next dialog, as a plan has it; None: none is expected.
        messages: what the dialogs of the last action said.
        notes: what a reader should know, since it was last taken.
        is_owed: a dialog was spoken of before the action that is to open it.
    """

    armed: str | None = None
    messages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_owed: bool = False
    _answered: int = 0
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def expect(self, answer: str) -> None:
        """Have the next dialog answered so."""
        self.armed = answer
        self._came.clear()

    def begin(self) -> None:
        """Forget what the dialogs of the action before said."""
        self.messages.clear()
        self._answered = 0

    def take_answered(self) -> bool:
        """Say whether a dialog of this action was answered as planned, once for each."""
        if not self._answered:
            return False
        self._answered -= 1
        return True

    async def come(self, wait_s: float = LATE_S) -> bool:
        """Wait for the dialog that is expected; False: none came."""
        try:
            await asyncio.wait_for(self._came.wait(), wait_s)
        except TimeoutError:
            return False
        return True

    async def answer(self, dialog: Dialog) -> None:
        """Answer a dialog: what a page's event of one is given to."""
        self.messages.append(dialog.message)
        answer, self.armed = self.armed, None
        try:
            if answer is not None:
                self._answered += 1
                await _give(dialog, answer)
                self._came.set()
            elif dialog.type == "beforeunload":
                self.notes.append("left a page that asked whether to stay")
                await dialog.accept()
            else:
                said = f"dismissed a dialog that no step speaks of: {dialog.message!r}"
                self.notes.append(said)
                await dialog.dismiss()
        except Error as error:
            self.notes.append(f"a dialog was gone before its answer: {error.message}")


async def _give(dialog: Dialog, answer: str) -> None:
    word = answer.strip().casefold()
    if word in _DISMISS:
        await dialog.dismiss()
    elif word in _ACCEPT or dialog.type != "prompt":
        await dialog.accept()
    else:
        await dialog.accept(answer)
