"""Little words as they are spoken, which chats write down: no slips, and nothing to tell students about."""

from __future__ import annotations

import re
from typing import Final

from index.analyze import normalise

_SPOKEN: Final = {
    **dict.fromkeys(("че", "чо", "шо", "што"), "что"),
    **dict.fromkeys(("скока", "скок"), "сколько"),
    **dict.fromkeys(("ваще", "воще"), "вообще"),
    **dict.fromkeys(("щас", "ща"), "сейчас"),
    "када": "когда",
    "пчм": "почему",
}
_SPOKEN_WORD: Final = re.compile(rf"\b(?:{'|'.join(_SPOKEN)}|чё)\b", re.IGNORECASE)


def written(question: str) -> str:
    """A question with its spoken words as they are written (чё: что)."""
    return _SPOKEN_WORD.sub(lambda found: _SPOKEN[normalise(found.group())], question)
