"""Sessions with the bot over its bundled lecture, written down: `uv run python -m tests.transcript`.

What stands in docs/transcript.md and in the README files between the marks is what the program said, not what
somebody wished it said; `tests/test_transcript.py` compares.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.app import App, Ways
from bot.config import Settings
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fake.shown import Heard, Shown

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "transcript.md"
MARKS: Final = ("<!-- transcript: begin -->", "<!-- transcript: end -->")
READMES: Final = (ROOT / "README.md", ROOT / "README.ru.md")
_BUTTON: Final = "> `["
SHORT: Final = 330
"""Characters of a message in a README; the page has it all."""


@dataclass
class Session:
    """One conversation as lines of Markdown."""

    title: str
    lines: list[str] = field(default_factory=list)

    def says(self, who: str, what: str) -> None:
        """Somebody wrote."""
        self.lines += [f"**{who}:** {what}", ""]

    def heard(self, heard: Heard, *, note: str = "") -> None:
        """The bot answered, or did not."""
        for message in heard:
            self._message(message)
        if not len(heard):
            self.lines += [f"*{note or 'The bot keeps silent.'}*", ""]

    def result(self, title: str, description: str) -> None:
        """One result of inline mode."""
        self.lines += [f"> **{title}**  ", f"> {description}", ""]

    def _message(self, message: Shown) -> None:
        bold = set(message.styled("bold"))
        shown = message.text.split("\n") if message.text else ["*(a picture)*"]
        for line in shown:
            self.lines.append(f"> {'**' + line + '**' if line in bold else line}  " if line else ">")
        for row in message.keyboard:
            self.lines += [">", "> " + " ".join(f"`[{button['text']}]`" for button in row)]
        self.lines.append("")


async def sessions() -> tuple[Session, ...]:
    """A private chat, a group, inline mode: what was said there."""
    fake = FakeTelegram()
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "token": fake.token,
            "database_url": f"sqlite:///{folder}/store.db",
            "secret": "a secret of the tests",
        }
        ways = Ways(request=fake.request(), receiving=False, serving=False)
        app = App(Settings.model_validate(given), ways=ways)
        await app.start()
        fake.attach(app)
        try:
            return await _private(fake), await _group(fake), await _inline(fake)
        finally:
            await app.stop()


async def _private(fake: FakeTelegram) -> Session:
    session = Session("Private chat")
    anna = fake.private("Анна")
    for question in (
        "что такое гипервизор?",
        "минусы квм",
        "а плюсы?",
        "rjyntqyth",
        "кто президент Франции?",
        "спасибо!",
    ):
        session.says("Анна", question)
        session.heard(await anna.says(question))
    return session


async def _group(fake: FakeTelegram) -> Session:
    session = Session("Group")
    group = fake.group("ВТ-21")
    petr, olga = group.member("Пётр"), group.member("Ольга")
    session.says("Пётр", "кто сделал лабу?")
    session.heard(await petr.says("кто сделал лабу?"))
    session.says("Пётр", "/ask чем контейнер отличается от виртуалки")
    session.heard(await petr.says("/ask чем контейнер отличается от виртуалки"))
    session.says("Ольга", "@konspekt_bot что такое живая миграция?")
    session.heard(await olga.says("@konspekt_bot что такое живая миграция?"))
    return session


async def _inline(fake: FakeTelegram) -> Session:
    session = Session("Inline mode, in any chat")
    olga = fake.private("Ольга")
    listed = await olga.inline("контейнер")
    session.says("Ольга types", "@konspekt_bot контейнер")
    for found in listed.results[:4]:
        session.result(found.title, found.description)
    return session


def page(told: Sequence[Session]) -> str:
    """The page with all sessions."""
    parts = [
        "# What it is like",
        "",
        "Written by `uv run python -m tests.transcript`: these are the program's words.",
        "",
    ]
    for session in told:
        parts += [f"## {session.title}", "", *session.lines]
    return "\n".join(parts).rstrip() + "\n"


def sample(told: Sequence[Session]) -> str:
    """The beginning of the private chat, shortened, without buttons: for a README."""
    lines: list[str] = []
    for line in told[0].lines:
        if line == ">":
            continue
        offers = bool(lines) and (lines[-1].rstrip().endswith(":") or lines[-1].startswith(_BUTTON))
        if offers or not line.startswith(_BUTTON):  # buttons stay where they end a sentence
            lines.append(line)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    blocks = [
        block if len(block) <= SHORT else block[:SHORT].rsplit(" ", 1)[0] + " …"
        for block in text.split("\n\n")
    ]
    return "\n\n".join(blocks)


def with_sample(text: str, told: Sequence[Session]) -> str:
    """A README with the sample between its marks."""
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n\n{sample(told)}\n\n{MARKS[1]}{after}"


def main() -> None:
    """Write the page and the README files anew."""
    told = asyncio.run(sessions())
    PAGE.write_text(page(told), encoding="utf-8")
    for readme in READMES:
        readme.write_text(with_sample(readme.read_text(encoding="utf-8"), told), encoding="utf-8")


if __name__ == "__main__":
    main()
