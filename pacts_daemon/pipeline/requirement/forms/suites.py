"""Suites in YAML or JSON."""

from __future__ import annotations

from pacts_daemon.pipeline.requirement.drafts import Draft, DraftCase, Row, Rows, Text
from pacts_daemon.pipeline.requirement.errors import Faults
from pacts_daemon.pipeline.requirement.forms.filling import filled_form
from pacts_daemon.pipeline.requirement.forms.form import CaseForm, SuiteForm
from pacts_daemon.pipeline.requirement.forms.header import header_of, plain_sentences, sentences
from pacts_daemon.pipeline.requirement.forms.tree import Path, Tree, read_tree
from pacts_daemon.pipeline.requirement.model import Place, SentenceKind
from pacts_daemon.pipeline.requirement.text import SourceText


def read_suite(source: SourceText, faults: Faults) -> Draft:
    """Return what a suite says; ``faults`` is told what is wrong with it."""
    form_name = "JSON" if source.name.lower().endswith(".json") else "YAML"
    tree = read_tree(source.text, form_name, faults)
    form = filled_form(SuiteForm, tree, faults) if tree else None
    if tree is None or form is None:
        return Draft()
    cases = [_case(case, ("cases", n), tree, faults) for n, case in enumerate(form.cases)]
    return Draft(header_of(form, tree), cases)


def _case(form: CaseForm, path: Path, tree: Tree, faults: Faults) -> DraftCase:
    place = tree.place((*path, "name"))
    steps = list(sentences(form.steps, (*path, "steps"), tree))
    expected = plain_sentences(form.expect, (*path, "expect"), SentenceKind.EXPECT, tree)
    case = DraftCase(form.name, place, [*steps, *expected], form.group)
    case.tags = {tag.removeprefix("@") for tag in form.tags}
    if not case.sentences:
        faults.add(place, f"the case {form.name!r} has no steps", "write steps: or expect:")
    if form.seed:
        case.seed = Text(form.seed, tree.place((*path, "seed")))
    if isinstance(form.data, str):
        case.data_file = Text(form.data, tree.place((*path, "data")))
    elif form.data is not None:
        case.rows = [_rows(form.data, (*path, "data"), tree, faults)]
    return case


def _rows(rows: list[dict[str, str]], path: Path, tree: Tree, faults: Faults) -> Rows:
    columns: dict[str, Place] = {}
    for n, row in enumerate(rows):
        for name in row:
            columns.setdefault(name, tree.key_place((*path, n, name)))
    for n, row in enumerate(rows):
        for name in columns.keys() - row.keys():
            place = tree.place((*path, n))
            faults.add(place, f"the row has no {name!r}, which another row has")
    made = [Row(row, tree.place((*path, n))) for n, row in enumerate(rows)]
    return Rows(columns, made, is_own=True)
