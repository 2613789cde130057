"""Buttons: what they mean survives the way through callback data, and nothing forged gets in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import taps
from bot.taps import Choose, Contents, Define, Example, Forget, Glossary, Open, Pictures, Show, Tap, Verdict

NUMBERS = st.integers(0, 2**53 - 1)
SECTIONS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=10, max_size=10)
PASSAGES = st.builds("{}-{}".format, SECTIONS, st.text("abcdefghij234567", min_size=4, max_size=4))
WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=8)
TAPS: st.SearchStrategy[Tap] = st.one_of(
    st.builds(Show, NUMBERS, st.integers(0, 99), st.integers(0, 1)),
    st.builds(Verdict, NUMBERS, st.integers(0, 1), st.integers(0, 1)),
    st.builds(Open, SECTIONS, st.integers(0, 999), NUMBERS),
    st.builds(Pictures, SECTIONS),
    st.builds(Contents, SECTIONS | st.just(""), st.integers(0, 999)),
    st.builds(Glossary, st.integers(0, 999)),
    st.builds(Define, PASSAGES, st.integers(0, 999)),
    st.builds(Example, st.text("0123456789abcdef", min_size=12, max_size=12)),
    st.builds(Choose, WORDS, WORDS),
    st.builds(Forget, st.integers(0, 1)),
)


@given(TAPS)
def test_what_a_button_means_survives(tap: Tap) -> None:
    """There and back, within Telegram's 64 bytes."""
    data = taps.to_data(tap)
    assert len(data.encode()) <= 64
    assert taps.from_data(data) == tap


@given(st.text(max_size=64))
def test_any_data_means_something_or_nothing(data: str) -> None:
    """Whatever is sent: no exception, and what is read could have been a button."""
    tap = taps.from_data(data)
    assert tap is None or taps.to_data(tap) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "1:s",
        "1:s:17",
        "1:s:17:2:0:0",
        "2:s:17:2:0",
        "1:z:1",
        "1:s:-1:0:0",
        "1:s:01:0:0",
        "1:s:9007199254740992:0:0",
        "1:s:1٣:0:0",
        "1:o:../etc/passwd:0:0",
        "1:o:ABC:0:0",
        "1:o:" + "a" * 30 + ":0:0",
        "1:s:1:0:0\n",
    ],
)
def test_forged_data_means_nothing(data: str) -> None:
    """Wrong versions, kinds, counts, numbers and words."""
    assert taps.from_data(data) is None


@pytest.mark.parametrize("tap", [Open("раздел"), Choose("a" * 40, "b" * 40), Show(-1, 0)])
def test_a_button_that_could_not_be_read_is_not_made(tap: Tap) -> None:
    """A mistake in the program shows at once, not when somebody presses."""
    with pytest.raises(ValueError, match="not fit for a button"):
        taps.to_data(tap)
