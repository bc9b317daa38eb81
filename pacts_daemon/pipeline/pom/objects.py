"""Page objects: classes and getters with their names, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pacts_daemon.pipeline.pom.languages import Language, asking
from pacts_daemon.pipeline.pom.literals import comment
from pacts_daemon.pipeline.pom.marks import said_of
from pacts_daemon.pipeline.pom.model import KnownPage, PageElement, PomMode, PomTarget, Region
from pacts_daemon.pipeline.pom.naming import assigned, page_words, pascal, words_of
from pacts_daemon.pipeline.pom.selectors import frozen

Identifiers = Mapping[PageElement, str]


@dataclass(frozen=True, slots=True)
class Getter:
    """One getter; ``said`` stands above it, and names what it is for."""

    name: str
    said: str
    doc: str
    type: str
    expression: str
    element: PageElement


@dataclass(frozen=True, slots=True)
class PageClass:
    """A class: a page, or a part of one.

    Attributes:
        class_name: unique in the application.
        doc: what it is.
        getters: by their names.
        missing: elements that have no selector which could be frozen.
    """

    class_name: str
    doc: str
    getters: tuple[Getter, ...]
    missing: tuple[PageElement, ...]


def class_names(pages: Sequence[str]) -> dict[str, str]:
    """Return the class of each page of an application; all of them, so that names stay."""
    return assigned({page: pascal(page_words(page)) for page in pages}, {}, "")


def classes_of(page: KnownPage, class_name: str) -> dict[Region, str]:
    """Return the class of a page, whose region says nothing, and of each of its parts."""
    wanted = {
        region: f"{class_name}{pascal(words_of(region.label))}" if region.label else class_name
        for region, _ in page.regions()
    }
    return assigned(wanted, {}, "")


def page_classes(
    page: KnownPage,
    names: Mapping[Region, str],
    language: Language,
    mode: PomMode,
    given: Mapping[str, Identifiers],
) -> list[PageClass]:
    """Return the page object of a page: its class and those of its parts, as they are written.

    Args:
        page: with all that is known of it.
        names: of its classes.
        language: to be written in.
        mode: where getters have their elements from.
        given: identifiers that stand in files already, by class.
    """
    return [
        _page_class(_Place(page.page, region, elements, names), language, mode, given)
        for region, elements in page.regions()
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    page: str
    region: Region
    elements: tuple[PageElement, ...]
    classes: Mapping[Region, str]

    @property
    def parts(self) -> list[Region]:
        """The parts of a page, of which only the page itself has any."""
        return [one for one in self.classes if one != Region()] if self.region == Region() else []

    def root(self, target: PomTarget, element: PageElement) -> str:
        """What a frozen getter begins with; empty: what it always does.

        Selenium stays in the frame that it looked into last, so on a page with frames each
        getter says where it looks.
        """
        has_frames = any(one.frame for one in self.classes)
        if target is PomTarget.SELENIUM_JAVA and has_frames and not element.frame:
            return "driver.switchTo().defaultContent()"
        return ""


def _page_class(
    place: _Place, language: Language, mode: PomMode, given: Mapping[str, Identifiers]
) -> PageClass:
    class_name = place.classes[place.region]
    parts = {PageElement("", part.scope, 0, part.frame): part for part in place.parts}
    names = _named([*place.elements, *parts], language, given.get(class_name, {}))
    getters, missing = [], []
    for element in place.elements:
        expression = (
            asking(language.target, element)
            if mode is PomMode.ASK
            else frozen(language.target, element, place.root(language.target, element))
        )
        if expression is None:
            missing.append(element)
        else:
            kind = language.element_type[mode]
            getters.append(_getter(language, element, names[element], kind, expression))
    for key, part in parts.items():
        kind = place.classes[part]
        made = _made(language.target, kind, mode)
        getters.append(_getter(language, key, names[key], kind, made))
    where = f"{place.region.label} of {place.page}" if place.region.label else place.page
    doc = comment(language.target, where)
    ordered = sorted(getters, key=lambda one: one.name)
    return PageClass(class_name, doc, tuple(ordered), tuple(missing))


def _named(
    keys: Sequence[PageElement], language: Language, given: Identifiers
) -> dict[PageElement, str]:
    wanted = {key: language.named(list(_words(key))) for key in keys}
    return assigned(wanted, given, language.joint)


def _words(key: PageElement) -> Iterator[str]:
    name = key.element or Region(key.scope, key.frame).label
    yield from words_of(name)
    if key.ordinal:
        yield str(key.ordinal)


def _getter(
    language: Language, element: PageElement, name: str, kind: str, expression: str
) -> Getter:
    doc = comment(language.target, element.label)
    return Getter(name, said_of(element), doc, kind, expression, element)


def _made(target: PomTarget, class_name: str, mode: PomMode) -> str:
    has_session = mode is PomMode.ASK
    match target:
        case PomTarget.PLAYWRIGHT_PYTHON:
            return f"{class_name}(self.page{', self.session' if has_session else ''})"
        case PomTarget.PLAYWRIGHT_TYPESCRIPT:
            return f"new {class_name}(this.page{', this.pacts' if has_session else ''})"
        case PomTarget.SELENIUM_JAVA:
            return f"new {class_name}(driver{', pacts' if has_session else ''})"
