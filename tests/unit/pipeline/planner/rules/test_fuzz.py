"""Whatever a sentence is, it is planned or refused, and quoted text is kept."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.model import SentenceKind

VOCABULARY = (
    "click type press select check verify that is not visible shown in on the of row dialog and "
    "then , . ; : > -> ( ) \" ' ` “ ” no has contains shows 3 twice until it this or Enter Ctrl+K "
    "wait for to with from as save Save open go back {{env.X}} {{ 's focus should be see I you "
    "button field list both first user log drag upload a.png scroll down /login URL title"
)
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join))
KINDS = st.sampled_from(list(SentenceKind))
PLAIN = st.text(
    st.characters(exclude_characters='"”\ue000\ue001', exclude_categories=("Cs", "Cc")), min_size=1
)


def attempt(
    sentence: str, kind: SentenceKind
) -> tuple[tuple[PlannedAction, ...], UnreadableSentenceError | None]:
    try:
        return read_sentence(sentence, kind), None
    except UnreadableSentenceError as error:
        return (), error


@settings(max_examples=400)
@given(SENTENCES, KINDS)
def test_any_sentence_gives_a_plan_or_the_error_with_its_place(
    sentence: str, kind: SentenceKind
) -> None:
    actions, error = attempt(sentence, kind)
    if error is None:
        assert actions
        assert attempt(sentence, kind)[0] == actions
    else:
        assert 0 <= error.start <= len(sentence)
        assert error.hint


@given(PLAIN)
def test_quoted_element_and_value_are_kept_verbatim(text: str) -> None:
    (click,) = read_sentence(f'click "{text}"')
    (fill,) = read_sentence(f'type "{text}" in the "Name" field')
    assert (click.element, click.is_exact) == (text, True)
    assert fill.value == text
