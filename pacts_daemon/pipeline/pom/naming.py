"""From what people call things to identifiers: the same today and tomorrow."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Hashable, Mapping
from typing import Final, TypeVar
from urllib.parse import urlsplit

K = TypeVar("K", bound=Hashable)

# Readable with the call around it, in a line of 100.
_MOST: Final = 60
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)\s+(.+)", re.IGNORECASE | re.DOTALL)
_APOSTROPHE: Final = re.compile(r"(?<=\w)['\u2019](?=\w)")


def words_of(name: str) -> list[str]:
    """Return the words of a name, lower-cased: letters of Latin without accents, others as is."""
    ordinal = _ORDINAL.fullmatch(name.strip())
    if ordinal:
        return [*words_of(ordinal[2]), ordinal[1]]
    plain = "".join(_plain(character) for character in _APOSTROPHE.sub("", name))
    return plain.lower().split() or _names_of_symbols(name) or ["element"]


def snake(words: list[str]) -> str:
    return _started("_".join(_short(words)))


def camel(words: list[str]) -> str:
    first, *others = _started("\0".join(_short(words))).replace("element_", "element\0").split("\0")
    return first + "".join(_capital(word) for word in others)


def pascal(words: list[str]) -> str:
    joined = "".join(_capital(word) for word in _short(words))
    return joined if joined.isidentifier() else f"N{joined}"


def page_words(page: str) -> list[str]:
    """Return the words of a page: those of its path, or of its name; a site's root is "home".

    One that is called "page" alone would be called as the runner's own class of pages is.
    """
    if not page.lower().startswith(("http://", "https://")):
        words = words_of(page)
    else:
        parts = urlsplit(page)
        route = f"{parts.path} {parts.fragment} {parts.query}"
        words = words_of(route) if re.search(r"\w", route) else ["home"]
    return words if words[1:] and words[-1] == "page" else [*words, "page"]


def assigned(wanted: Mapping[K, str], given: Mapping[K, str], style: str = "_") -> dict[K, str]:
    """Return an identifier for each key, no two alike.

    What ``given`` has is kept, so that one more element changes no name. Of several that want the
    same the least key has it; the others get a digest of their key, which depends on no other.

    Args:
        wanted: the identifier that each key would have alone.
        given: identifiers that are in use.
        style: what stands before a digest: "_", or nothing where words are told by capitals.
    """
    result = {key: given[key] for key in wanted if key in given}
    used = set(result.values())
    for key in sorted(wanted.keys() - result.keys(), key=lambda one: (wanted[one], repr(one))):
        name = wanted[key]
        if name in used:
            digest = hashlib.sha256(repr(key).encode()).hexdigest()[:6]
            name = f"{name}{style}{digest if style else f'X{digest}'}"
        used.add(name)
        result[key] = name
    return result


def _plain(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed[0].isascii():
        kept = "".join(one for one in decomposed if one.isascii() and one.isalnum())
        return kept or " "
    composed = unicodedata.normalize("NFKC", character)
    return composed if f"a{composed}".isidentifier() else " "


def _names_of_symbols(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", name)
    said = (unicodedata.name(character, "") for character in plain if not character.isspace())
    return re.findall(r"[a-z0-9]+", " ".join(said).lower())


def _short(words: list[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if kept and len("_".join([*kept, word])) > _MOST:
            break
        kept.append(word[:_MOST])
    return kept


def _started(joined: str) -> str:
    return joined if joined[0].isidentifier() else f"element_{joined}"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
