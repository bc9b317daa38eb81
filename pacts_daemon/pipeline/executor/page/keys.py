"""Keys as people name them, in Playwright's words."""

from __future__ import annotations

import re
import sys
from typing import Final

from pacts_daemon.pipeline.executor.failures import StepBlockedError

_MODIFIERS: Final = {
    "ctrl": "Control", "control": "Control", "strg": "Control", "^": "Control",
    "cmd": "Meta", "command": "Meta", "meta": "Meta", "win": "Meta", "windows": "Meta",
    "super": "Meta", "⌘": "Meta", "alt": "Alt", "option": "Alt", "opt": "Alt", "⌥": "Alt",
    "shift": "Shift", "⇧": "Shift", "controlormeta": "ControlOrMeta", "mod": "ControlOrMeta",
}  # fmt: skip
_KEYS: Final = {
    "enter": "Enter", "return": "Enter", "esc": "Escape", "escape": "Escape", "tab": "Tab",
    "space": "Space", "spacebar": "Space", "backspace": "Backspace", "del": "Delete",
    "delete": "Delete", "ins": "Insert", "insert": "Insert", "home": "Home", "end": "End",
    "pageup": "PageUp", "pgup": "PageUp", "pagedown": "PageDown", "pgdn": "PageDown",
    "pgdown": "PageDown", "up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft",
    "right": "ArrowRight", "arrowup": "ArrowUp", "arrowdown": "ArrowDown", "plus": "+",
    "arrowleft": "ArrowLeft", "arrowright": "ArrowRight", "uparrow": "ArrowUp", "minus": "-",
    "downarrow": "ArrowDown", "leftarrow": "ArrowLeft", "rightarrow": "ArrowRight",
    "capslock": "CapsLock", "contextmenu": "ContextMenu", "comma": ",", "period": ".", "slash": "/",
}  # fmt: skip
_FUNCTION: Final = re.compile(r"f([1-9]|1[0-2])")
# The comma of "Ctrl+," is a key; that of "Ctrl++, Delete" is none.
_BETWEEN: Final = re.compile(
    r"(?<![^+]\+)\s*,\s*(?:then\s+)?|\s+then\s+|\s+and\s+then\s+", re.IGNORECASE
)
_SPACED: Final = re.compile(r"\s*\+\s+(?=\S)")
# Two ways that a system each has: a remark, "on Windows", or brackets with the other's in them.
_SYSTEM: Final = r"(?:\s*\((?:on\s)?[\w\s/]+\)|\s+(?:on|for)\s+[\w/]+)?"
_TWO_SYSTEMS: Final = re.compile(
    rf"(?P<first>\S[^()]*?[+\-][^()]*?){_SYSTEM}\s*(?:,?\s+or\s|\()\s*"
    rf"(?P<second>\S[^()]*?[+\-][^()]*?){_SYSTEM}(?:\s+on\s+\w+)?\)?",
    re.IGNORECASE,
)
_OF_A_MAC: Final = re.compile(r"cmd|command|meta|⌘", re.IGNORECASE)
_EITHER: Final = {frozenset({"Meta", "Control"}): "ControlOrMeta"}
_NOISE: Final = re.compile(r"^(the|key)\s+|\s+(key|keys|button)$", re.IGNORECASE)


def key_presses(said: str) -> tuple[str, ...]:
    """Return what is pressed, one after the other: "CMD/CTRL+K", "Ctrl+A then Delete".

    Raises:
        StepBlockedError: there is no such key.
    """
    wanted = _SPACED.sub("+", _of_this_system(said))
    parts = [wanted] if wanted.strip() in {",", ""} else _BETWEEN.split(wanted.strip())
    return tuple(_chord(part) for part in parts if part)


def _of_this_system(said: str) -> str:
    """Choose from "CTRL+K (Windows) or CMD+K (Mac)" what is pressed on this system."""
    found = _TWO_SYSTEMS.fullmatch(said.strip())
    if found is None:
        return said
    is_mac = sys.platform == "darwin"
    ways = (found["first"].strip(), found["second"].strip())
    return next((way for way in ways if bool(_OF_A_MAC.search(way)) is is_mac), ways[0])


def _chord(said: str) -> str:
    text = _NOISE.sub("", said.strip())
    if len(text) == 1:
        return text
    *before, last = _parts(text)
    modifiers = [_modifier(part, said) for part in before]
    return "+".join([*modifiers, _key(last, said, has_modifiers=bool(modifiers))])


def _parts(text: str) -> list[str]:
    if text.endswith(("++", "+ +", "-+")):  # the last key is the plus itself
        return [*_parts(text[:-1].rstrip(" +-") or "+"), "+"]
    parts = [part.strip() for part in text.split("+")]
    if len(parts) == 1 and "-" in text and text.partition("-")[0].casefold() in _MODIFIERS:
        parts = [part.strip() for part in text.split("-")]
    return parts


def _modifier(part: str, said: str) -> str:
    names = [_MODIFIERS.get(one.strip().casefold(), "") for one in re.split(r"/|\bor\b", part)]
    if "" in names:
        raise _unknown(part, said)
    return names[0] if len(set(names)) == 1 else _EITHER.get(frozenset(names), names[0])


def _key(part: str, said: str, *, has_modifiers: bool) -> str:
    name = part.casefold().replace(" ", "").replace("_", "").removesuffix("key")
    if len(part) == 1:
        # Shift is said where it is meant: "Ctrl+K" is no capital letter.
        return part.lower() if has_modifiers else part
    if name in _KEYS:
        return _KEYS[name]
    if _FUNCTION.fullmatch(name):
        return name.upper()
    if name in _MODIFIERS and not has_modifiers:
        return _MODIFIERS[name]
    raise _unknown(part, said)


def _unknown(part: str, said: str) -> StepBlockedError:
    return StepBlockedError(
        "unknown_key", f"there is no key {part!r} (in {said!r}); keys are Enter, Tab, Ctrl+A, F5 …"
    )
