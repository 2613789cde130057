"""Every text at hand, rendered and judged: bundled notes, shared lecture and course, CommonMark, nonsense."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import CAPTION_LIMIT, Look, cut, render_markdown, render_passage, split
from corpus import bundled_notes, chunk, load_lectures, plain_text
from tests.tdlib import judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.model import Rich
    from corpus import Passage

LOOKS = (
    Look(),
    Look(pictures=False, above="Понял как: KVM", below="12 мая"),
    Look(fold_over=200),
    Look(at_most=300),
)
"""Ways in which the bot shows a passage."""

BITS = st.sampled_from(
    [
        *("слово", "word", "😀", "x^2", "1", " ", "\n", "\n\n", "  ", "    ", "\t"),
        *("# ", "- ", "1. ", "> ", "> [!NOTE]\n> ", "- [ ] ", "---", "```", "```py\n", "~~~\n", "\n    "),
        *(
            "*",
            "**",
            "_",
            "__",
            "~~",
            "`",
            "``",
            "$",
            "$$",
            "\\",
            "|",
            "|---|",
            "| a | b |\n|---|---|\n| c | d |\n",
        ),
        *(
            "[",
            "](",
            ")",
            "](https://a.ru)",
            "![alt](p.png)",
            "[[",
            "]]",
            "[^1]",
            "[^1]: ",
            "<br>",
            "<b>",
            "</b>",
        ),
        *(
            "<!-- ",
            " -->",
            "&amp;",
            "&#0;",
            "\\frac{a}{b}",
            "\\le",
            "{",
            "}",
            "^",
            "http://localhost ",
            "\u200b",
        ),
    ]
)
"""What Markdown is made of, to be thrown together."""


def objections(rich: Rich) -> list[str]:
    """What Telegram has against the messages that a text makes, and against its beginning as a caption."""
    faults = [fault for piece in split(rich) for fault in judge(piece)]
    if rich.text:
        faults += judge(cut(rich, CAPTION_LIMIT), CAPTION_LIMIT)
    return [fault for fault in faults if fault != "empty text"]


def passages(root: Path) -> Iterator[Passage]:
    """All passages of a folder of notes or of one file."""
    for lecture in load_lectures(root).lectures:
        yield from chunk(lecture)


def words(text: str) -> list[str]:
    """Letters and digits in order; formulas and symbols aside, what has to survive rendering."""
    return re.findall(r"[^\W_]+", text)


def assert_taken(found: list[Passage]) -> None:
    """Every passage in every look is taken by Telegram as it is."""
    assert found
    for passage in found:
        for look in LOOKS:
            assert (passage.id, objections(render_passage(passage, look=look))) == (passage.id, [])


def test_bundled_notes() -> None:
    """Passages of the lecture that comes with the bot."""
    assert_taken(list(passages(bundled_notes())))


def test_shared_lecture(shared: Path) -> None:
    """Passages of a real lecture with everything wrong that people leave in."""
    assert_taken(list(passages(shared / "lecture" / "virtualization.md")))


def test_shared_course(shared: Path) -> None:
    """Passages of a course of twelve lectures."""
    assert_taken(list(passages(shared / "course")))


def test_whole_files(shared: Path) -> None:
    """Whole lectures make many messages, each right."""
    for path in sorted(shared.glob("**/*.md")):
        assert objections(render_markdown(path.read_text(encoding="utf-8"))) == []


def test_commonmark_examples(shared: Path) -> None:
    """The examples of the CommonMark specification, each alone."""
    spec = (shared / "markdown" / "commonmark-spec.txt").read_text(encoding="utf-8")
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n", spec, re.DOTALL | re.MULTILINE)
    assert len(examples) > 600
    for example in examples:
        markdown = example.replace("→", "\t")
        assert (markdown, objections(render_markdown(markdown))) == (markdown, [])


def test_no_word_is_lost(shared: Path) -> None:
    """All words that are searched are shown, in the same numbers."""
    for passage in [*passages(shared / "course"), *passages(shared / "lecture" / "virtualization.md")]:
        shown = words(render_markdown(passage.markdown).text)
        for word in words(plain_text(passage.markdown)):
            assert word in shown, (passage.id, word)


@given(st.lists(BITS, max_size=30).map("".join))
def test_anything_is_taken(markdown: str) -> None:
    """Whatever is thrown together, Telegram takes what becomes of it."""
    assert objections(render_markdown(markdown)) == []


@given(st.text(max_size=80))
def test_any_characters_are_taken(markdown: str) -> None:
    """Whatever characters come, Telegram takes what becomes of them."""
    assert objections(render_markdown(markdown)) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "> " * 500 + "x",
        "- " * 500 + "x",
        "*" * 5000,
        "[" * 5000,
        "`" * 3001,
        "$" + "{" * 1500 + "$",
        "$" + r"\frac" * 300 + "$",
        "| a " * 300 + "|\n" + "|---" * 300 + "|\n" + "| b " * 300 + "|",
        "**a** " * 3000,
        "😀" * 10_000,
        "x" * 100_000,
        "[a](https://a.ru/" + "x" * 5000 + ")",
    ],
    ids=lambda markdown: markdown[:8],
)
def test_monsters_are_taken(markdown: str) -> None:
    """Deep, long and crowded texts become right messages too."""
    assert objections(render_markdown(markdown)) == []
