"""What holds for any question: no exception, stable answers, marks on words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search import LONGEST_QUESTION
from index.snippet import sentences
from tests.index.lectures import CELLS, HYPERVISORS, a_library

LIBRARY = a_library(HYPERVISORS, CELLS)
QUESTIONS = (
    "что такое гипервизор",
    "минусы vmware",
    "чем kvm отличается от xen",
    "какие задачи у гипервизора",
    "из чего состоит мембрана",
    "где запускается bsd",
)
WORDS = st.sampled_from(sorted(set(re.findall(r"[\w-]+", f"{HYPERVISORS} {CELLS}"))))


@settings(max_examples=60)
@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=8).map(" ".join)),
    st.none() | st.sampled_from(QUESTIONS),
)
def test_any_question_is_answered_or_refused(question: str, previous: str | None) -> None:
    """Never an exception; hits have marks on words, refusals have no hits."""
    answer = LIBRARY.answer(question, previous)
    assert 0 <= answer.confidence <= 1
    assert bool(answer.near) != bool(answer.hits)
    for hit in answer.hits:
        assert hit.snippet.text in hit.passage.text
        for span in hit.snippet.highlights:
            marked = hit.snippet.text[span.start : span.end]
            assert marked == marked.strip() != ""
            around = (
                f" {hit.snippet.text} "[span.start : span.start + 1] + f" {hit.snippet.text} "[span.end + 1]
            )
            assert not any(char.isalnum() for char in around)


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "x",
        "?",
        "😀😀",
        "\x00\x07",
        "\u202eгипервизор\u202c",
        "а" * 10_000,
        "гипервизор " * 100_000,
        "(((((a+)+)+)+)+)$",
        "-" * 5000,
        "a-" * 3000,
        "\ud800",
        "%s %d {0}",
        ";" * 900,
        "'" * 900 + "a",
    ],
)
def test_hostile_input_gets_an_answer_or_a_no(question: str) -> None:
    """Odd and endless input is read up to the limit."""
    answer = LIBRARY.answer(question)
    assert len(answer.reading.question) <= LONGEST_QUESTION
    LIBRARY.answer(question, question)
    LIBRARY.answer("а он?", question)


@given(st.sampled_from(QUESTIONS), st.integers(0, 3))
def test_case_spaces_and_punctuation_do_not_matter(question: str, way: int) -> None:
    """The same question in other clothes finds the same passages."""
    dressed = [question.upper(), question.replace(" ", "   "), f"  {question}?!", question.title()][way]
    found = [hit.passage.id for hit in LIBRARY.answer(question).hits]
    assert [hit.passage.id for hit in LIBRARY.answer(dressed).hits] == found


@pytest.mark.parametrize("number", range(len(LIBRARY.passages)))
def test_sentence_of_one_passage_finds_it(number: int) -> None:
    """A passage asked by a sentence that stands only in it comes first."""
    passage = LIBRARY.passages[number]
    for span in sentences(passage.text):
        sentence = passage.text[span.start : span.end]
        alone = sum(sentence in other.text for other in LIBRARY.passages) == 1
        if alone and len(sentence.split()) >= 4:
            assert LIBRARY.answer(sentence).hits[0].passage == passage


def test_same_input_same_output() -> None:
    """Another library of the same notes answers alike, to the last digit."""
    other = a_library(HYPERVISORS, CELLS)
    for question in QUESTIONS:
        assert other.answer(question) == LIBRARY.answer(question)


@given(st.text())
def test_sentences_lose_no_word(text: str) -> None:
    """Sentences are in order, apart, and hold all that is not white space in runs long enough."""
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        end = span.end
