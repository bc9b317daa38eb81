"""Telling ids and names that people chose from those that a framework makes up anew."""

from __future__ import annotations

import re

_PREFIXES = (
    "css-", "sc-", "jss", "emotion", "svelte-", "astro-", "radix-", "react-aria", "react-select-",
    "headlessui-", "mui-", "ng-tns", "_ng", "ngb-", "cdk-", "mat-", "yui", "ext-gen", "gwt-uid",
    "lgt-", "aura-", "rc_", "rc-", "downshift-", "chakra-", "mantine-", "v-", "tippy-", "popper",
)  # fmt: skip
_SHAPES = re.compile(
    r"""
      .*:[a-z0-9]+:.*                                          # React's useId
    | .*[«»].*                                                 # … since 19.1
    | ember\d+ .*
    | .*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-.*     # a GUID
    | .*(?=[0-9a-f]*\d)[0-9a-f]{8,}.*                          # long hex
    | .*\d{3,}.*                                               # a counter or a record's number
    | (?:input|combobox|checkbox|radio|button|textarea|select|field|listbox|control|element|window
        |lightning|dropdown|menu|uid|id|el|auto|gen|generated|x|f|c)[-_:]?\d+ (?:[-_:]\w+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RUN = re.compile(r"[A-Za-z0-9]+")
_CHANGE = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_VOWELS = frozenset("aeiouyAEIOUY")
_LONG_RUN = 6


def is_generated(token: str) -> bool:
    """Whether an id, name or class looks made by a machine, so that the next build changes it."""
    lowered = token.lower()
    if lowered.startswith(_PREFIXES) or _SHAPES.fullmatch(token):
        return True
    return any(_is_hash(run) for run in _RUN.findall(token))


def _is_hash(run: str) -> bool:
    if len(_CHANGE.findall(run)) > 1:
        return True
    return len(run) >= _LONG_RUN and not _VOWELS & set(run)
