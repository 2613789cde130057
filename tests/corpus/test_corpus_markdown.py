"""The dialect: what the tokens are, and what text they stand for."""

from __future__ import annotations

import pytest

from corpus import Token, plain_text, tokens
from corpus.html import tag_at


def flat(markdown: str) -> list[Token]:
    """Return block and inline tokens in one list."""
    return [inner for token in tokens(markdown) for inner in (token, *(token.children or ()))]


def kinds(markdown: str) -> set[str]:
    """Return the types of all tokens."""
    return {token.type for token in flat(markdown)}


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A *b* `c`\n\ntext\nmore\\\nnext", "A b c\ntext more\nnext"),
        ("- a\n- b\n  1. c", "a\nb\nc"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a · b\n1 · 2"),
        ("~~gone~~ stays", "gone stays"),
        ("- [ ] todo\n- [x] done", "todo\ndone"),
        ("$a_1$ and $$b$$\n\n$$\nx = y\n$$", "a_1 and b\nx = y"),
        ("costs $5 and $10", "costs $5 and $10"),
        ("[[KVM]] [[kvm|the module]] [[#Types]] [[a#b]] [[1]](http://x.y)", "KVM the module Types a: b [1]"),
        ("![alt *text*](x.png) ![[y.png]] ![[z.png|scheme]] ![[w.png|300]]", "alt text scheme"),
        ("```py\ndef f():\n    pass\n```", "def f():\n    pass"),
        ("> quote\n> more", "quote more"),
        ("> [!NOTE]\n> text", "text"),
        ("> [!tip]- Title *here*\n> text", "Title here\ntext"),
        ("text[^1]\n\n[^1]: the note", "text\nthe note"),
        ("a <!-- hidden --> b\n\n<!-- all\n\nhidden -->\n\nc", "a b\nc"),
        ("H<sub>2</sub>O <b>bold</b><br>next", "H2O bold\nnext"),
        ('<div class="x">\n\n*kept*\n\n</div>', "kept"),
        ("<details><summary>Ask</summary>Answer</details>", "Ask Answer"),
        ("<p><b>kept</b> too</p>", "kept too"),
        ("<script>\nalert(1)\n</script>\n\ntext", "text"),
        ("<pre>\na  b\n  c &lt; d\n</pre>", "a  b\n  c < d"),
        ('<img src="a.png" alt="scheme">', "scheme"),
        ("vector<int> and <name> stay", "vector<int> and <name> stay"),
        ("&nbsp;a&nbsp;&amp;&nbsp;b", "a & b"),
        ("[text][ref]\n\n[ref]: http://x.y", "text"),
        ("", ""),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    """The text is what a reader sees: markup gone, words kept, blocks on lines of their own."""
    assert plain_text(markdown) == text


def test_callout_tokens() -> None:
    """A callout says its kind, and its title is apart from its text; other quotes stay quotes."""
    found = tokens("> [!Warning] Mind\n> text\n>\n> > plain\n")
    opening = next(token for token in found if token.type == "callout_open")
    assert opening.meta["kind"] == "warning"
    assert [token.type for token in found].count("blockquote_open") == 1
    assert [token.type for token in found][1:4] == ["callout_title_open", "inline", "callout_title_close"]
    assert found[-1].type == "callout_close"


def test_task_tokens() -> None:
    """A task carries whether it is done."""
    items = [token for token in tokens("- [ ] a\n- [X] b\n- c\n") if token.type == "list_item_open"]
    assert [item.meta.get("task") for item in items] == [False, True, None]


def test_wikilink_token() -> None:
    """A wikilink knows its text and its target."""
    link = next(token for token in flat("see [[notes/kvm#Intro|KVM]]") if token.type == "wikilink")
    assert (link.content, link.meta["target"]) == ("KVM", "notes/kvm#Intro")


def test_html_picture_token() -> None:
    """An `<img>` is a picture like any other."""
    image = next(
        t for t in flat('<p align="center"><img width=3 src=\'a b.png\' alt="x"></p>') if t.type == "image"
    )
    assert (image.attrs["src"], image.content) == ("a b.png", "x")


@pytest.mark.parametrize(
    "markdown", ["<div>x</div>", "a <b>c</b>", "<!-- x -->", "a <!-- b -->", "<?php ?>", "<br>"]
)
def test_no_html_tokens(markdown: str) -> None:
    """Whoever renders tokens never meets raw HTML."""
    assert not kinds(markdown) & {"html_block", "html_inline", "ask"}


def test_footnotes_come_last() -> None:
    """Footnotes follow the text, numbered by their use."""
    found = tokens("a[^x] b[^y]\n\n[^y]: why\n\n[^x]: ex\n")
    types = [token.type for token in found]
    assert types.index("footnote_block_open") > types.index("paragraph_close")
    assert [token.meta["label"] for token in found if token.type == "footnote_open"] == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("<b>", 3),
        ("</b >", 5),
        ("<a href='x'>", 12),
        ("<br/>", 5),
        ("<!-- x -->", 10),
        ("<int>", None),
        ("<", None),
    ],
)
def test_tag_at(text: str, end: int | None) -> None:
    """Only what is HTML is taken for a tag."""
    tag = tag_at(text, 0, len(text))
    assert (tag.end if tag else None) == end


@pytest.mark.parametrize(
    "piece", ["[", "![", "[[", "<!-- ", "<a ", "$a ", "> ", "`", "*a_", "[^", "x<![CDATA["]
)
def test_hostile_repetition_is_read(piece: str) -> None:
    """Thousands of openings without an end are text, and take no time worth waiting for."""
    markdown = piece * 5000
    assert isinstance(plain_text(markdown), str)
