"""From what is known to files: new ones whole, those that are there with other getters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pacts_daemon.pipeline.pom.languages import LANGUAGES, Language
from pacts_daemon.pipeline.pom.marks import blocks_in
from pacts_daemon.pipeline.pom.model import (
    KnownPage,
    PageElement,
    PomError,
    PomMode,
    PomTarget,
    Region,
)
from pacts_daemon.pipeline.pom.naming import page_words
from pacts_daemon.pipeline.pom.objects import (
    Identifiers,
    PageClass,
    class_names,
    classes_of,
    page_classes,
)
from pacts_daemon.pipeline.pom.rendering import file_text
from pacts_daemon.pipeline.pom.updating import defines, identifiers_of, updated


@dataclass(frozen=True, slots=True)
class PomOptions:
    """How page objects are to be written.

    Attributes:
        target: for which language and runner.
        mode: asking the daemon at run time, or with frozen selectors.
        app: the application, for the first line.
        package: of Java.
        folder: where files go.
        update: the one file of a page object that is there; in place of ``folder``.
        class_name: of the only page that is written; empty: as it is made from the page's name.
    """

    target: PomTarget
    mode: PomMode
    app: str
    package: str = ""
    folder: Path = Path()
    update: Path | None = None
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class PomFile:
    """A file to be written: ``before`` is what it holds, None when it is new."""

    path: Path
    text: str
    before: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PomExport:
    """What is to be written, and elements that have no selector which could be frozen."""

    files: tuple[PomFile, ...]
    missing: tuple[tuple[str, PageElement], ...]


def export(pages: Sequence[KnownPage], all_pages: Sequence[str], options: PomOptions) -> PomExport:
    """Return the files of page objects; nothing is written.

    Raises:
        PomError: a file that is there can't be updated without touching what a person wrote.
    """
    language = LANGUAGES[options.target]
    names = class_names([*{*all_pages, *(one.page for one in pages)}])
    if options.class_name:
        if len(pages) != 1:
            raise PomError("page", f"needed with --class, for {len(pages)} pages")
        names |= {pages[0].page: options.class_name}
    if options.update is not None:
        pages = [_updated_page(options.update, pages, names, language)]
    files: dict[Path, PomFile] = {}
    missing: list[tuple[str, PageElement]] = []
    for page in pages:
        classes, written = _written(page, names[page.page], language, options)
        files |= {file.path: file for file in written}
        missing += [(page.page, one) for part in classes for one in part.missing]
    return PomExport(tuple(files.values()), tuple(missing))


def _written(
    page: KnownPage, class_name: str, language: Language, options: PomOptions
) -> tuple[list[PageClass], list[PomFile]]:
    """Return the classes of a page, and the files that they go to."""
    names = classes_of(page, class_name)
    paths = _paths(page, names, language, options)
    before = {path: _read(path) for path in set(paths.values()) if path.exists()}
    given: dict[str, Identifiers] = {}
    for path, content in before.items():
        given |= identifiers_of(str(path), content)
    classes = page_classes(page, names, language, options.mode, given)
    placed: dict[Path, list[PageClass]] = {}
    for one in classes:
        placed.setdefault(paths[one.class_name], []).append(one)
    files = [_file(path, before.get(path), own, language, options) for path, own in placed.items()]
    return classes, files


def _paths(
    page: KnownPage, names: Mapping[Region, str], language: Language, options: PomOptions
) -> dict[str, Path]:
    """Return which file each class goes to."""
    folder = options.update.parent if options.update else options.folder
    own = names[Region()]
    if language.file_name is None:
        paths = {name: folder / f"{name}{language.suffix}" for name in names.values()}
        return paths | ({own: options.update} if options.update else {})
    words = page_words(page.page)
    # Pages of one name on two hosts have classes of two names.
    words = words if own.lower() == "".join(words) else [own.lower()]
    path = options.update or folder / f"{language.file_name(words)}{language.suffix}"
    return dict.fromkeys(names.values(), path)


def _file(
    path: Path,
    before: str | None,
    classes: Sequence[PageClass],
    language: Language,
    options: PomOptions,
) -> PomFile:
    if before is None:
        text = file_text(language, classes, options.mode, options.app, options.package)
        return PomFile(path, text, None, ())
    text, notes = updated(language, str(path), before, classes, options.mode)
    return PomFile(path, text, before, tuple(notes))


def _updated_page(
    path: Path, pages: Sequence[KnownPage], names: Mapping[str, str], language: Language
) -> KnownPage:
    """Return the page whose object a file is: the only one, or the one whose class is in it."""
    if path.suffix != language.suffix:
        raise PomError("update", f"{path}: not a file of {language.target}")
    content = _read(path)
    if len(pages) == 1:
        return pages[0]
    blocks = blocks_in(str(path), content)
    found = [one for one in pages if names[one.page] in blocks or defines(content, names[one.page])]
    if len(found) != 1:
        listed = ", ".join(sorted(names[one.page] for one in pages))
        raise PomError("page", f"needed, since {path} has not exactly one of {listed}")
    return found[0]


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise PomError("update", f"{path}: can't be read: {error}") from None
