"""docs/sentences.md: every sentence that it shows is read as it says."""

from __future__ import annotations

import re

import pytest

from pacts_daemon.pipeline.planner.rules.planner import read_sentence
from pacts_daemon.pipeline.requirement.model import SentenceKind
from tests.architecture.documents import section
from tests.architecture.sources import ROOT

DOCUMENT = ROOT / "docs" / "sentences.md"
NAMES = {"several": ("click",), "fill, nothing named": ("fill",), "search": ("fill",)}


def examples(heading: str) -> list[tuple[tuple[str, ...], str]]:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", section(DOCUMENT, heading), re.MULTILINE)
    found = [
        (NAMES.get(name, tuple(name.split(", "))), sentence)
        for name, sentences in rows
        for sentence in re.findall(r"`([^`]+)`", sentences)
    ]
    assert len(found) > 30
    return found


@pytest.mark.parametrize(("names", "sentence"), examples("Actions"))
def test_action_of_the_document_is_read(names: tuple[str, ...], sentence: str) -> None:
    actions = {str(one.action) for one in read_sentence(sentence)}
    assert actions & set(names), actions


@pytest.mark.parametrize(("names", "sentence"), examples("Claims"))
def test_claim_of_the_document_is_read(names: tuple[str, ...], sentence: str) -> None:
    assertions = {str(one.assertion) for one in read_sentence(sentence, SentenceKind.EXPECT)}
    assert assertions <= set(names)


def test_other_sentences_of_the_document_are_read() -> None:
    text = section(DOCUMENT, "Where, which, and several at once")
    sentences = re.findall(r"`([^`]+)`", text)
    assert len(sentences) == 5
    assert all(read_sentence(sentence) for sentence in sentences)
