"""A file that is there already: its getters change, and nothing else in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pacts_daemon.pipeline.pom.getters import with_getters
from pacts_daemon.pipeline.pom.imports import with_imports
from pacts_daemon.pipeline.pom.languages import Language
from pacts_daemon.pipeline.pom.marks import Block, blocks_in, digest_of, getters_in, replaced
from pacts_daemon.pipeline.pom.members import members_of
from pacts_daemon.pipeline.pom.model import PageElement, PomError, PomMode
from pacts_daemon.pipeline.pom.objects import Getter, Identifiers, PageClass
from pacts_daemon.pipeline.pom.rendering import class_text, getter_text, inner_of


def identifiers_of(file: str, content: str) -> dict[str, Identifiers]:
    """Return the identifiers that a file has for elements, by class.

    Raises:
        PomError: its marks are damaged, or what is between them was edited.
    """
    blocks = blocks_in(file, content)
    return {
        name: {element: given for element, (given, _) in getters_in(block.inner).items()}
        for name, block in blocks.items()
    }


def updated(
    language: Language, file: str, content: str, classes: Sequence[PageClass], mode: PomMode
) -> tuple[str, list[str]]:
    """Return a file with the getters of these classes, and what a person should know.

    What a block has and is not known any more stays in it: tests may call it. A member of the same
    name outside of the block is a person's, and stays instead of the getter.

    Raises:
        PomError: it can't be done without touching what a person wrote.
    """
    own = classes[0]
    if own.class_name not in blocks_in(file, content):
        if language.suffix == ".py" and defines(content, own.class_name):
            return with_getters(file, content, own, mode)
        raise PomError("update", _no_place(language, file, content, own.class_name))
    notes: list[str] = []
    for one in classes:
        block = blocks_in(file, content).get(one.class_name)
        if block is not None:
            content = _filled(language, (file, content), block, one, mode, notes)
        elif defines(content, one.class_name):
            raise PomError("update", _no_place(language, file, content, one.class_name))
        else:
            content = f"{content.rstrip()}\n{class_text(language, one, mode)}"
    return with_imports(language, content, language.imports[mode]), notes


def defines(content: str, class_name: str) -> bool:
    """Say whether a file has a class of that name."""
    exported = r"(?:export\s+(?:default\s+)?|public\s+|abstract\s+|final\s+)*"
    return (
        re.search(rf"^{exported}class\s+{re.escape(class_name)}\b", content, re.MULTILINE)
        is not None
    )


def _no_place(language: Language, file: str, content: str, class_name: str) -> str:
    if not defines(content, class_name):
        return f"{file}: there is no class {class_name}; --class names the one that is the page's"
    mark = "#" if language.suffix == ".py" else "//"
    return (
        f"{file}: the class {class_name} has no block for getters; where they shall stand in it, "
        f"write the lines `{mark} pacts:elements {class_name}` and `{mark} pacts:end {class_name}`"
    )


def _filled(
    language: Language,
    file: tuple[str, str],
    block: Block,
    one: PageClass,
    mode: PomMode,
    notes: list[str],
) -> str:
    name, content = file
    if block.mode is not None and block.mode is not mode:
        raise PomError(
            "update",
            f"{name}:{block.start + 1}: {one.class_name} was written in the mode {block.mode}, and "
            f"its constructor is another than {mode} needs; write it to another file",
        )
    own = members_of(language, content, block)
    before = getters_in(block.inner)
    new = {
        getter.element: (getter.name, _kept(before, getter, getter_text(language, getter)))
        for getter in one.getters
        if getter.name not in own
    }
    notes += [
        f"{name}: {one.class_name}.{getter.name} is written by hand, and stays"
        for getter in one.getters
        if getter.name in own
    ]
    known = {getter.element for getter in one.getters}
    gone = {element: said for element, said in before.items() if element not in known}
    notes += [
        f"{name}: {one.class_name}.{said[0]} stays, though {element.label!r} has no selector now"
        for element, said in gone.items()
    ]
    return replaced(content, block, inner_of([*new.values(), *gone.values()]), mode)


def _kept(before: Mapping[PageElement, tuple[str, str]], getter: Getter, lines: str) -> str:
    """Return the lines of a getter as a formatter left them, where nothing else has changed."""
    _, stands = before.get(getter.element, ("", ""))
    return stands if digest_of(stands) == digest_of(lines) else lines
