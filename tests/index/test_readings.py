"""Forms that may belong to several nouns."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.readings import Readings

ANALYZER = Analyzer()


@pytest.mark.parametrize(("asked", "held"), [("волки", "волков"), ("битов", "бит"), ("снимкам", "снимок")])
def test_a_form_of_two_nouns_is_found_by_either(asked: str, held: str) -> None:
    """Whichever of them it is likelier to be."""
    assert ANALYZER.term(asked) != ANALYZER.term(held)
    assert set(Readings(ANALYZER, [held]).of(asked)) == {ANALYZER.term(held)}
    assert set(Readings(ANALYZER, [asked]).of(held)) == {ANALYZER.term(asked)}


def test_without_a_dictionary_a_word_has_one_reading() -> None:
    """Its own term."""
    assert set(Readings(Analyzer(lemmas=False), ["волков"]).of("волки")) == set()
