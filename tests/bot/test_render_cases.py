"""Markdown and what becomes of it, as data: see `render_cases/*.md`.

A case is a title, the Markdown and the text expected, each ended by a line with a single dot. Formatting is
written as `⟦kind|text⟧`, with the address or the language after the kind. Pictures `sent.png` and
`sent too.png` count as sent beside the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.render import render_markdown
from bot.render.runs import runs_of
from tests.tdlib import judge

if TYPE_CHECKING:
    from bot.model import Rich

CASES = Path(__file__).parent / "render_cases"
SENT = frozenset({"sent.png", "sent too.png"})


def notation(rich: Rich) -> str:
    """Text with its formatting written out."""
    signs: list[tuple[int, int, int, int, str]] = []
    for order, run in enumerate(runs_of(rich)):
        detail = f" {run.url or run.language}" if run.url or run.language else ""
        signs.append((run.start, 1, -run.end, order, f"⟦{run.kind.value}{detail}|"))
        signs.append((run.end, 0, -run.start, -order, "⟧"))
    parts, at = [], 0
    for place, _, _, _, sign in sorted(signs):
        parts += [rich.text[at:place], sign]
        at = place
    return "".join(parts) + rich.text[at:]


def cases() -> list[tuple[str, str, str]]:
    """All cases of all files: name, Markdown, expected text."""
    found = []
    for path in sorted(CASES.glob("*.md")):
        title, parts = "", [""]
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line != ".":
                parts[-1] += line + "\n"
            elif len(parts) < 3:
                parts.append("")
            else:
                title = f"{path.stem}: {parts[0].strip()}"
                found.append((title, parts[1], parts[2].rstrip("\n")))
                parts = [""]
    return found


@pytest.mark.parametrize(("markdown", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_markdown_becomes_text(markdown: str, expected: str) -> None:
    """Each case gives the text written under it, and Telegram takes that text as it is."""
    rich = render_markdown(markdown, sent=SENT)
    assert notation(rich) == expected
    assert not rich.text or not judge(rich)
