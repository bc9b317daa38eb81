"""From page objects to the text of files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from pacts_daemon.pipeline.pom.languages import Language
from pacts_daemon.pipeline.pom.literals import comment
from pacts_daemon.pipeline.pom.marks import digest_of
from pacts_daemon.pipeline.pom.model import PomMode
from pacts_daemon.pipeline.pom.objects import Getter, PageClass

# What is made is source code, and texts in it are literals already: there is no HTML to escape.
_TEMPLATES: Final = Environment(
    loader=PackageLoader("pacts_daemon.pipeline.pom"),
    autoescape=False,  # noqa: S701
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)


def getter_text(language: Language, getter: Getter) -> str:
    """Return the lines of one getter."""
    return str(_module(language).getter(getter))


def inner_of(getters: Iterable[tuple[str, str]]) -> str:
    """Return the lines of a block, of the name and the lines of each getter."""
    return "\n".join(lines for _, lines in sorted(getters))


def class_text(language: Language, one: PageClass, mode: PomMode) -> str:
    """Return a whole class, from the empty lines before it on."""
    inner = inner_of((getter.name, getter_text(language, getter)) for getter in one.getters)
    unit = {
        "class_name": one.class_name,
        "doc": one.doc,
        "mode": mode.value,
        "digest": digest_of(inner),
        "inner": inner,
    }
    return str(_module(language).whole(unit))


def file_text(
    language: Language, classes: Sequence[PageClass], mode: PomMode, app: str, package: str
) -> str:
    """Return a whole file."""
    said = f"Page objects of {app}, by `pacts pom export`: between its marks they are made anew."
    file = {
        "doc": comment(language.target, said),
        "imports": language.imports[mode],
        "package": package,
    }
    head = str(_module(language).head(file))
    return head + "".join(class_text(language, one, mode) for one in classes)


def _module(language: Language) -> Any:
    return _TEMPLATES.get_template(language.template).module
