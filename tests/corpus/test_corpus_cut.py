"""Blocks that are too long for one message are cut where a reader would."""

from __future__ import annotations

import re

import pytest

from corpus import Passage, chunk, parse_lecture, plain_text
from corpus.cut import LIMIT

SENTENCE = "Слово за словом идёт предложение. "


def passages(source: str) -> tuple[Passage, ...]:
    """Return the passages of a file, each checked against the limit."""
    found = chunk(parse_lecture(f"# T\n\n{source}\n", "a.md"))
    assert all(len(passage.text) <= LIMIT for passage in found)
    return found


def words(found: tuple[Passage, ...]) -> list[str]:
    """Return all words of passages as they would be shown."""
    return [word for passage in found for word in plain_text(passage.markdown).split()]


def test_paragraphs_are_cut_at_sentences() -> None:
    """A wall of text falls into pieces that end with a full stop; nothing is lost."""
    source = "".join(f"Предложение {i} занимает место. " for i in range(300)).strip()
    found = passages(source)
    assert len(found) > 3
    assert all(passage.text.endswith(".") for passage in found)
    assert words(found) == source.split()


def test_no_cut_inside_markup() -> None:
    """Bold, code, links and formulas are whole in every piece."""
    marked = "**Bold one. Bold two.** `Code. Code.` [Link. Link](http://x.y) $a. b$ "
    found = passages((SENTENCE * 6 + marked) * 12)
    assert len(found) > 2
    for passage in found:
        assert passage.text.count("Bold one. Bold two.") == passage.markdown.count("**Bold one. Bold two.**")
        assert "**" not in passage.text
        assert "`" not in passage.text
        assert "](" not in passage.text
        assert passage.markdown.count("$") % 2 == 0


def test_text_without_sentences_is_cut_at_spaces() -> None:
    """Even endless text without a full stop fits messages."""
    found = passages("слово " * 2000)
    assert len(words(found)) == 2000


def test_lists_are_cut_at_items() -> None:
    """Items stay whole, and an ordered list goes on counting."""
    source = "\n".join(f"{i}. {SENTENCE * 3}" for i in range(1, 41))
    found = passages(source)
    starts = [int(re.match(r"\d+", passage.markdown)[0]) for passage in found]  # type: ignore[index]
    counts = [passage.text.count("\n") + 1 for passage in found]
    assert len(found) > 2
    assert starts == [1 + sum(counts[:i]) for i in range(len(counts))]
    assert words(found) == plain_text(source).split()


def test_lazy_numbers_go_on_too() -> None:
    """A list whose items are all numbered 1 is counted for its author, nested lines moved along."""
    source = "\n".join(f"1. {SENTENCE * 3}\n   - nested {i}" for i in range(40))
    found = passages(source)
    assert int(re.match(r"\d+", found[-1].markdown)[0]) > 30  # type: ignore[index]
    assert words(found) == plain_text(source).split()


def test_tables_are_cut_at_rows_under_their_header() -> None:
    """Every piece of a table is a table with the same header."""
    rows = [f"| key {i} | {SENTENCE} |" for i in range(120)]
    found = passages("| Key | Value |\n|-----|-------|\n" + "\n".join(rows))
    assert len(found) > 2
    assert all(passage.text.startswith("Key · Value\nkey") for passage in found)
    assert [w for w in words(found) if w.isdigit()] == [str(i) for i in range(120)]


def test_code_is_cut_at_lines_in_its_fence() -> None:
    """Every piece of a program is a code block in the same language, indentation kept."""
    lines = [f"    value_{i} = compute({i})  # комментарий" for i in range(200)]
    found = passages("```python\n" + "\n".join(lines) + "\n```")
    assert len(found) > 3
    assert all(re.fullmatch(r"```python\n[^`]*\n```", passage.markdown) for passage in found)
    assert [line for p in found for line in p.markdown.split("\n")[1:-1]] == lines


def test_quotes_are_cut_at_paragraphs() -> None:
    """Every piece of a long quote is a quote."""
    source = "\n>\n".join(f"> {SENTENCE * 10}\nlazy {i}" for i in range(20))
    found = passages(source)
    assert len(found) > 3
    assert all(line.startswith(">") for passage in found for line in passage.markdown.split("\n"))
    assert words(found) == plain_text(source).split()


def test_a_lead_in_stays_with_the_first_piece() -> None:
    """The line that announces a long list is shown with its beginning; all pieces carry the label."""
    source = "Преимущества:\n\n" + "\n".join(f"- {SENTENCE * 3}" for _ in range(50))
    found = passages(source)
    assert len(found) > 2
    assert found[0].text.startswith("Преимущества:\n")
    assert {passage.label for passage in found} == {"Преимущества"}


def test_a_picture_stays_with_the_last_piece() -> None:
    """A picture under a long paragraph is shown with its end."""
    found = passages(SENTENCE * 100 + "\n\n![scheme](x.png)")
    assert [len(passage.pictures) for passage in found] == [0] * (len(found) - 1) + [1]
    assert found[-1].text.endswith("scheme")


def test_footnotes_go_with_the_piece_that_uses_them() -> None:
    """A footnote of a long paragraph is searched and shown where it is used."""
    found = passages(SENTENCE * 20 + "Here[^1]. " + SENTENCE * 100 + "\n\n[^1]: the note\n")
    assert len(found) > 2
    assert [("the note" in passage.text) for passage in found] == ["[^1]." in p.markdown for p in found]


def test_definitions_reach_every_piece() -> None:
    """Reference links work in each piece of a long paragraph."""
    found = passages((SENTENCE * 10 + "[link][x]. ") * 20 + "\n\n[x]: http://x.y\n")
    assert len(found) > 3
    assert all("[X]: <http://x.y>" in passage.markdown for passage in found)
    assert all("[link]" not in passage.text for passage in found)


@pytest.mark.parametrize(
    "source", ["я" * 9000, "```\n" + "x" * 9000 + "\n```", "$$\n" + "x " * 4500 + "\n$$"]
)
def test_what_cannot_be_cut_stays_whole(source: str) -> None:
    """A word, a line of code and a formula are never torn apart, however long."""
    found = chunk(parse_lecture(source, "a.md"))
    assert len(found) == 1
    assert len(found[0].text) >= 8999
