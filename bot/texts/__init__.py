"""Every sentence the bot says, in each language it speaks."""

from __future__ import annotations

from bot.texts.en import EN
from bot.texts.model import Texts
from bot.texts.ru import RU

LANGUAGES = (RU, EN)
"""In the order they are offered."""

__all__ = ["EN", "LANGUAGES", "RU", "Texts", "texts_for"]


def texts_for(*codes: str | None) -> Texts:
    """The catalog of the first code that names one ("en-GB" is English), Russian where none does."""
    for code in codes:
        for texts in LANGUAGES:
            if code and code.lower().replace("_", "-").split("-")[0] == texts.code:
                return texts
    return RU
