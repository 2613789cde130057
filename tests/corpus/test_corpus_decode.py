"""Bytes become text, or a reason why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decode import decode

TEXT = "# Лекция\n\nТекст о «виртуализации» — 100 % по-русски, with English.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_silent(encoding: str) -> None:
    """UTF-8 is as it should be, with or without its mark."""
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.warning, decoded.error) == (TEXT, "", "")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_other_encodings_are_read_with_a_warning(encoding: str) -> None:
    """What other editors write is read all the same."""
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert "UTF-8" in decoded.warning


def test_the_line_of_the_trouble() -> None:
    """The first line that is not UTF-8 is named."""
    assert decode("one\ntwo\nтри\n".encode("cp1251")).line == 3


def test_damaged_utf8_is_served() -> None:
    """One broken byte does not cost the whole lecture."""
    decoded = decode(TEXT.encode() + b"\xd0 end")
    assert decoded.text.startswith(TEXT)
    assert decoded.warning


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff",
        b"text\0text",
        b"\xff\xfe\0",
        b"\xff\xfe\0\0",
        "café à la crème".encode("latin-1"),
        bytes(range(128, 256)),
    ],
    ids=["png", "nul", "half utf-16", "utf-16 nul", "latin", "all"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Binary files and unknown encodings are errors, not gibberish."""
    decoded = decode(data)
    assert decoded.error
    assert decoded.text == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    """No file makes the reader fail."""
    decoded = decode(data)
    assert not (decoded.error and decoded.text)
    assert decoded.line >= 1
