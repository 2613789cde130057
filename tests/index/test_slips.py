"""Words within a few slips: none is lost by sifting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.slips import Nearby, allowed, cost, starts_otherwise

_WORDS = st.text(alphabet="абвгдежabc1-😀", min_size=1, max_size=9)


@given(st.lists(_WORDS, unique=True, max_size=40), _WORDS, st.integers(min_value=0, max_value=2))
def test_sifting_by_letters_loses_no_word(words: list[str], typed: str, most: int) -> None:
    """As many as comparing every word letter by letter finds."""
    wanted = {word for word in words if OSA.distance(typed, word) <= most}

    found = list(Nearby(words).within(typed, most))

    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_no_words_hold_none() -> None:
    """A library without words has nothing near."""
    assert not list(Nearby([]).within("гипервизор", 2))


def test_swapped_letters_are_one_likely_slip() -> None:
    """It counts less than a letter from elsewhere on the keyboard."""
    assert list(Nearby(["гипервизор", "монитор"]).within("гиперивзор", 1)) == ["гипервизор"]
    assert cost("гиперивзор", "гипервизор", 1) < cost("гипермизор", "гипервизор", 1)


def test_long_words_may_have_two_slips_and_names_keep_their_first_letter() -> None:
    """Short words and Latin names are near too many others."""
    assert (allowed("стенд", 5), allowed("гипервизор", 10), allowed("docker", 6)) == (1, 2, 1)
    assert starts_otherwise("docker", "locker", 1)
    assert not starts_otherwise("ципервизор", "гипервизор", 1)
