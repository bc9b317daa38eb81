from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.pipeline.report.html.diff import MAX_TOKENS, Piece, difference


def only(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if not piece.is_same]


def test_words_that_differ_are_marked_on_their_side() -> None:
    made = difference("Signed in as Ann", "Signed out as Bob")

    assert (only(made.expected), only(made.seen)) == (["in", "Ann"], ["out", "Bob"])


def test_text_beside_nothing_is_not_marked() -> None:
    made = difference("Save button", "")

    assert made.expected == (Piece("Save button", True),)
    assert made.seen == ()
    assert made.is_marked


def test_texts_too_long_to_compare_are_whole_and_say_so() -> None:
    made = difference("a " * MAX_TOKENS, "b")

    assert not made.is_marked
    assert made.seen == (Piece("b", True),)


@given(st.text(max_size=200), st.text(max_size=200))
def test_pieces_are_the_texts_and_what_both_have_is_the_same(expected: str, seen: str) -> None:
    made = difference(expected, seen)

    assert "".join(piece.text for piece in made.expected) == expected
    assert "".join(piece.text for piece in made.seen) == seen
    if expected and seen:
        shared = ["".join(p.text for p in side if p.is_same) for side in (made.expected, made.seen)]
        assert shared[0] == shared[1]
