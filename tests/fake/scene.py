"""One student's chat with a bot that says what the test tells it to."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from bot.model import Place, PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fake.echo import Echo
    from tests.telegram import FakeTelegram, Human, Shown


def picture(shade: int = 0, size: tuple[int, int] = (32, 16)) -> bytes:
    """A small PNG."""
    file = io.BytesIO()
    Image.new("L", size, shade).save(file, "PNG")
    return file.getvalue()


class Scene:
    """Anna's chat with a bot that says what the test tells it to."""

    def __init__(self, fake: FakeTelegram, echo: Echo, folder: Path) -> None:
        """Over a connected bot."""
        self.fake = fake
        self.echo = echo
        self.folder = folder
        self.anna: Human = fake.private("Анна")
        self.place = Place(self.anna.id, PlaceKind.PRIVATE)

    def draw(self, *names: str) -> tuple[str, ...]:
        """Pictures in the notes folder, each another."""
        for shade, name in enumerate(names):
            (self.folder / name).write_bytes(picture(shade))
        return names

    @property
    def messages(self) -> list[Shown]:
        """What stands in the chat."""
        return self.anna.messages
