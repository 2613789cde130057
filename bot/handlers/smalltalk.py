"""Small talk told from questions by what is left when the polite words are taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.texts.phrases import APPLAUSE, PHRASES, POLITE, WISHES

if TYPE_CHECKING:
    from collections.abc import Sequence


class Mood(StrEnum):
    """What a message is when it asks nothing of the notes; named like the fields of `texts.talk`."""

    GREETING = "greeting"
    THANKS = "thanks"
    WHO = "who"
    CAN = "can"
    MOOD = "mood"
    BYE = "bye"
    PRAISE = "praise"
    SORRY = "sorry"
    NO_QUESTION = "no_question"


class Wish(StrEnum):
    """What a message asks of the answer before."""

    MORE = "more"
    """The next result."""
    DETAILS = "details"
    """The whole section."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, understood as far as manners go."""

    question: str = ""
    """What is left to look up; empty for small talk and wishes."""
    mood: Mood | None = None
    wish: Wish | None = None


_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*[+#]*")
_LONGEST: Final = 5
"""Words of the longest phrase."""
_MOST_TURNS: Final = 6
"""Phrases taken off each end of a message: nobody greets more often."""


def hear(text: str) -> Heard:
    """What a message wants.

    Args:
        text: As it was written.
    """
    words = list(_WORD.finditer(text))
    if not any(character.isalpha() for character in text):
        return _without_letters(text)
    plain = [_plain(word.group()) for word in words]
    said = _remark(text, words, plain)
    first, last, moods = _peeled(plain[said:])
    first, last = first + said, last + said
    rest = plain[first:last]
    wish = _WISH_OF.get(" ".join(rest))
    if wish:
        return Heard(wish=wish)
    if not rest and moods:
        return Heard(mood=_main(moods))
    if not rest or (not moods and first == 0 and last == len(plain)):
        return Heard(question=text.strip())
    end = words[last - 1].end() if last < len(words) else len(text)
    return Heard(question=_tidy(text[words[first].start() : end]))


def _without_letters(text: str) -> Heard:
    if any(character.isdigit() for character in text):
        return Heard(question=text.strip())
    return Heard(mood=Mood.PRAISE if APPLAUSE & set(text) else Mood.NO_QUESTION)


def _remark(text: str, words: Sequence[re.Match[str]], plain: list[str]) -> int:
    """Words of a remark on the answer before, set off from a question (понятно, а минусы?)."""
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        gap = text[words[length - 1].end() : words[length].start()]
        if _MOOD_OF.get(" ".join(plain[:length])) is Mood.PRAISE and not gap.isspace():
            return length
    return 0


def _peeled(words: list[str]) -> tuple[int, int, list[Mood]]:
    """Take small talk and polite words off both ends; what is left, and the moods that were there."""
    first, last = 0, len(words)
    moods: list[Mood] = []
    for _ in range(_MOST_TURNS):
        length, mood = _at_start(words[first:last])
        first += length
        moods += [mood] if mood else []
        if not length:
            break
    for _ in range(_MOST_TURNS):
        length, mood = _at_end(words[first:last])
        last -= length
        moods += [mood] if mood else []
        if not length:
            break
    return first, last, moods


def _at_start(words: list[str]) -> tuple[int, Mood | None]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:length])
        mood = _MOOD_OF.get(phrase)
        if phrase in _POLITE_WORDS or (mood and (length == len(words) or mood in _OPENERS)):
            return length, mood
    return 0, None


def _at_end(words: list[str]) -> tuple[int, Mood | None]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[-length:])
        mood = _MOOD_OF.get(phrase)
        if phrase in _POLITE_WORDS or (mood and (length == len(words) or mood in _CLOSERS)):
            return length, mood
    return 0, None


def _main(moods: list[Mood]) -> Mood:
    """The mood to answer where there are several: "привет, кто ты?" asks who."""
    return next((Mood(name) for name in PHRASES if name in moods), Mood.GREETING)


def _tidy(text: str) -> str:
    """Without the commas that stood before "please"; the question keeps its question mark."""
    return text.strip(" ,;:.!—–-\n\t")


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").replace("'", "").replace("’", "")


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",")]


_MOOD_OF: Final = {phrase: Mood(name) for name, text in PHRASES.items() for phrase in _phrases(text)}
_WISH_OF: Final = {phrase: Wish(name) for name, text in WISHES.items() for phrase in _phrases(text)}
_POLITE_WORDS: Final = frozenset(_phrases(POLITE))
# "Спасибо, а что такое KVM?" is a question after thanks, "понятно ли ..." is not one after "понятно".
_OPENERS: Final = frozenset({Mood.GREETING, Mood.THANKS})
_CLOSERS: Final = frozenset({Mood.THANKS})
