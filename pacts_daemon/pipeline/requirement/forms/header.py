"""The header of any form, from its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacts_daemon.pipeline.requirement.drafts import DraftSentence, Header, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.filling import filled_form
from pacts_daemon.pipeline.requirement.forms.form import LINE_KINDS, HeaderForm, LineForm
from pacts_daemon.pipeline.requirement.forms.tree import Path, Tree
from pacts_daemon.pipeline.requirement.model import Place, SentenceKind


def read_header(tree: Tree, faults: Faults) -> Header:
    """Return the header that a document is; an empty one when it is none."""
    form = filled_form(HeaderForm, tree, faults)
    return header_of(form, tree) if form else Header()


def header_of(form: HeaderForm, tree: Tree) -> Header:
    """Return what a form says about the whole, with its places."""

    def text(name: str) -> Text | None:
        value = getattr(form, name)
        return Text(value, tree.place((name,))) if value else None

    def texts(name: str) -> dict[str, Text]:
        values = getattr(form, name)
        return {key: Text(value, tree.place((name, key))) for key, value in values.items()}

    return Header(
        title=text("title"),
        app=text("app"),
        environment=text("environment"),
        base_url=text("base_url"),
        pages=texts("pages"),
        logins={
            name: list(plain_sentences(lines, ("logins", name), SentenceKind.STEP, tree))
            for name, lines in form.logins.items()
        },
        interruptions=texts("interruptions"),
        frames=texts("frames"),
        variables=texts("variables"),
        never_heal=[
            Text(name, tree.place(("never_heal", n))) for n, name in enumerate(form.never_heal)
        ],
        tags={tag.removeprefix("@") for tag in form.tags},
        background=list(sentences(form.background, ("background",), tree)),
        seed=text("seed"),
    )


def plain_sentences(
    lines: Sequence[str], path: Path, kind: SentenceKind, tree: Tree
) -> Iterator[DraftSentence]:
    """Yield sentences that are all of one kind."""
    for n, line in enumerate(lines):
        yield DraftSentence(line, kind, tree.place((*path, n)))


def sentences(lines: Sequence[LineForm], path: Path, tree: Tree) -> Iterator[DraftSentence]:
    """Yield sentences that say their kind themselves."""
    for n, line in enumerate(lines):
        for said, kind in ((line.step, SentenceKind.STEP), (line.expect, SentenceKind.EXPECT)):
            if said:
                yield DraftSentence(said, kind, _line_place(tree, (*path, n), kind))


def _line_place(tree: Tree, path: Path, kind: SentenceKind) -> Place:
    keys = [key for key, of_kind in LINE_KINDS.items() if of_kind == kind.value]
    tried = ((*path, spelt) for key in keys for spelt in (key, key.capitalize()))
    return next((tree.places[one] for one in tried if one in tree.places), tree.place(path))
