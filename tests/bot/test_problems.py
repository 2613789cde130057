"""What is wrong with notes, as an instructor reads it in Telegram."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from bot.texts import EN, RU
from bot.texts.problems import PROBLEMS_RU
from corpus import check

if TYPE_CHECKING:
    from pathlib import Path

NOTES = {
    "a.md": "# T\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n\n![](no.png)\n\n![](http://x.y/z.png)\n\n#### D",
    "b.md": "[a](#no) [b](no.md) [a][b]\n\n[^d]: z\n\n## B\n\nb\n\n## B\n\n" + "x" * 4000,
    "c.md": "---\nx: [\n---\n# T\n\n```\ncode",
    "d.md": "# T\n\na\n\n<!-- never\n\nmore",
    "e.md": "\n",
}
_CODES = re.compile(r"`([a-z-]+)`")


def test_every_kind_of_problem_has_a_russian_sentence() -> None:
    """Those of the table of `check`, and why notes cannot be read at all."""
    named = {
        code
        for line in (import_module("corpus.check").__doc__ or "").splitlines()
        if line.startswith("| `")
        for code in _CODES.findall(line.split("|")[1])
    }
    assert named | {"missing", "no-notes"} == PROBLEMS_RU.keys()


def test_problems_are_told_in_the_readers_language(tmp_path: Path) -> None:
    """Gaps are filled with what the problem names; in English it says it itself."""
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "f.md").write_bytes(b"\0")
    (tmp_path / "g.md").write_text("# Тема\n\nтекст", encoding="cp1251")
    (tmp_path / "unused.png").write_bytes(b"x")
    problems = check(tmp_path)
    assert len({one.code for one in problems}) >= 17
    for one in problems:
        russian = RU.keeping.problem(one.code, one.named, one.message)
        assert re.search("[а-я]{3}", russian), one
        assert "{" not in russian
        assert all(word in russian for word in one.named), one
        assert EN.keeping.problem(one.code, one.named, one.message) == one.message
    assert "unused.png" in {one.where for one in problems}, "a picture has no lines"
