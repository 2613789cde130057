"""Questions that lean on the one before: only what is missing is taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.analyze import NAMING
from index.asking import PRONOUN
from index.counterpart import BEFORE_A_THING, Counterparts
from index.english import is_english
from index.parts import Parts, adjoining, offset_of, phrase_in, phrase_of, shares, side_by_side
from index.pronouns import Pronouns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.analyze import Analyzer, Word
    from index.frame import Frames

_LEAD: Final = re.compile(
    r"^\W*(?:(?:ну|а|и|или|но|тогда|ну\s+а|а\s+если|а\s+вот|а\s+что\s+(?:насчет|про)|and|but|or|what\s+about|how\s+about)\s+)+"
)
_THERE: Final = re.compile(
    r"\b(?:там|тут|здесь|тогда|при\s+этом|столько|настолько|then|there|(?:that|so)\s+(?:many|much))\b"
)
"""What points to something said before, where no pronoun does."""
_WHY_SO: Final = re.compile(r"\W*why\s+[\w-]+\W*")
_CIRCUMSTANCE: Final = re.compile(
    r"\W*(?:в\s+(?:худшем|лучшем|среднем|общем)(?:\s+случае)?|на\s+практике|в\s+теории|по\s+умолчанию"
    r"|in\s+(?:the\s+|a\s+)?(?:worst|best|average|general)\s+case|on\s+average|in\s+(?:practice|theory)|by\s+default)\W*"
)
"""What is asked about the same in other circumstances, and replaces nothing."""
_ASKING: Final = re.compile(
    r"\b(?:что\s+такое|что\s+(?:значит|за|делает)|зачем|для\s+чего|почему|где|когда|как|чем|сколько|откуда|"
    r"what|why|how|where|when)\b"
)
TOLD: Final = 4
"""Searched words up to which a question is told as a thing and its side; more are told as a sentence."""
LONGEST_TOLD: Final = 100
"""Characters up to which the question before is told whole."""
COMPLETE: Final = 3
"""Words from which a question is more than a thing."""
_OF_IT: Final = re.compile(
    r"\W*(?:в|с|на|из|по|при|до|от|за|к|для|о|у)\s+как(?:ой|им|ом|ого|ую|ие|их|ою)\s+\w+\W*"
    r"|\W*(?:in|at|of|for|to|from|with|on|by)\s+(?:what|which)\s+\w+\W*"
)
"""What is asked of the thing before (с какой скоростью? in what year?)."""
_ENDINGS: Final = "(?:ый|ой|ая|ое|ого|ому|ым|ом|ую)"
_ORDINAL: Final = re.compile(
    r"\W*(?:(?:у|о|про|для|от|с|in|of|for|about)\s+)?(?:the\s+)?"
    rf"(?:(?P<first>перв{_ENDINGS}|first|former)|(?P<second>втор{_ENDINGS}|second)"
    r"|(?P<last>последн(?:ий|яя|ее|его|ей|ему|им|ем|юю)|last|latter))(?:\s+one)?\W*"
)
"""One of the things before, by its place (а у второго?)."""
_VERBS: Final = ("VERB", "INFN", "GRND", "ADVB", "PRED", "COMP")


@dataclass(frozen=True, slots=True)
class Followed:
    """A question made complete."""

    text: str
    inherited: tuple[str, ...] = ()
    """What was taken over, in the words of the previous question."""
    told: str = ""
    """For a student, where the completed text is words and no phrase."""


class FollowUps:
    """Completes questions from the ones before them."""

    def __init__(self, analyzer: Analyzer, frames: Frames, headings: Iterable[frozenset[str]]) -> None:
        """Keep what is needed; `headings` are the notes' headings, each by its terms."""
        self._analyzer = analyzer
        self._frames = frames
        self._headings = tuple(headings)
        self._counterparts = Counterparts(analyzer, self._headings)
        self._pronouns = Pronouns(analyzer)

    def complete(self, question: str, previous: str) -> Followed:
        """A question with what it lacks taken from the previous one; itself where it lacks nothing."""
        question = _FOR_EXAMPLE.sub(lambda said: "example" if said.group(1) else "пример", question)
        now = Parts.of(question, self._analyzer, self._frames)
        before = Parts.of(previous, self._analyzer, self._frames).without_examples()
        if not before.content:
            return Followed(question)
        pronoun = PRONOUN.search(question.lower().replace("ё", "е"))
        if pronoun:
            return self._instead_of_pronoun(question, pronoun, now, before, previous)
        if not now.content:
            return self._nothing_named(question, now, before, previous)
        if not now.things:
            return self._another_side(_without_lead(question), now, before, previous)
        return (
            self._in_place(question, now, before, previous)
            or self._of_the_same(question, now, before, previous)
            or Followed(question)
        )

    def _in_place(self, question: str, now: Parts, before: Parts, previous: str) -> Followed | None:
        """Where a question goes on: the one before with something else in its place."""
        rest = _without_lead(question)
        if rest == question:
            return None
        other = self._verb_instead(rest, now, before, previous) or self._chosen(rest, before, previous)
        if other:
            return other
        if _CIRCUMSTANCE.fullmatch(rest.lower()):
            phrase = phrase_of(previous, before.content)
            return Followed(f"{previous.strip(' ?!.')} {rest.strip(' ?!.')}", (phrase,))
        asks_of_it = self._only_verbs(now) or _OF_IT.fullmatch(rest.lower())
        if not asks_of_it and self._is_a_thing_alone(rest):
            return self._another_thing(question, now, before, previous)
        return None

    def _of_the_same(self, question: str, now: Parts, before: Parts, previous: str) -> Followed | None:
        """What asks something else of the thing before."""
        text, rest = question.lower().replace("ё", "е"), _without_lead(question)
        goes_on = rest != question
        if self._only_verbs(now) and (goes_on or "?" in question or _ASKING.search(text)):
            phrase = phrase_of(previous, before.content)
            told = self._after(previous, before.content, rest)
            return Followed(f"{rest.strip(' ?!.')} {phrase}", (phrase,), told)
        if _OF_IT.fullmatch(rest.lower()) and not shares(now.things[0], before.content):
            return self._another_side(rest, now, before, previous)
        if goes_on or _THERE.search(text) or self._asks_why(text, now):
            return self._about_the_same(question, now, before, previous)
        return None

    @staticmethod
    def _asks_why(text: str, now: Parts) -> bool:
        """Whether an English question asks why, of one common word (why linear?)."""
        return bool(_WHY_SO.fullmatch(text)) and is_english(now.content[0].form)

    def _only_verbs(self, parts: Parts) -> bool:
        return all(self._analyzer.part_of_speech(word.form) in _VERBS for word in parts.things)

    def told(self, followed: Followed) -> str:
        """A completed question in the words for a student: the thing and its side, else the question."""
        told = followed.told or self._thing_and_side(followed.text)
        return " ".join(map(_shouted, _capital(told).split(" ")))

    def _thing_and_side(self, text: str) -> str:
        parts = Parts.of(text, self._analyzer, self._frames)
        told = _without_lead(text)
        bare = _BARE_WHY.match(told)
        if bare and not parts.sides and len(parts.content) == len(parts.things) <= TOLD:
            told = f"{phrase_of(text, parts.things)} · {bare.group(1).lower()}"
        nouns = all(self._analyzer.part_of_speech(word.form) in NAMING for word in parts.sides)
        if parts.things and parts.sides and nouns and len(parts.content) <= TOLD:
            told = f"{phrase_of(text, parts.things)} · {phrase_of(text, parts.sides)}"
        return told

    def _after(self, previous: str, taken: Sequence[Word], added: str) -> str:
        """The question before and what is added to it, where the words taken over are no phrase of it."""
        verbs = any(self._analyzer.part_of_speech(word.form) in _VERBS for word in taken)
        if len(previous) > LONGEST_TOLD or (not verbs and phrase_of(previous, taken) in previous):
            return ""
        return f"{previous.strip(' ?!.')} · {added.strip(' ?!.')}"

    def _verb_instead(self, rest: str, now: Parts, before: Parts, previous: str) -> Followed | None:
        """After a question what to do (а удалить?): another thing to do with the same."""
        new = [word for word in now.things if self._analyzer.part_of_speech(word.form) in ("VERB", "INFN")]
        old = [word for word in before.things if self._analyzer.part_of_speech(word.form) in ("VERB", "INFN")]
        if len(new) != 1 or len(now.things) != 1 or len(old) != 1 or now.sides:
            return None
        text = f"{previous[: old[0].start]}{phrase_in(rest, new)}{previous[old[0].end :]}"
        kept = phrase_of(previous, [word for word in before.content if word is not old[0]])
        return Followed(text, (kept,)) if kept else None

    def _chosen(self, rest: str, before: Parts, previous: str) -> Followed | None:
        """The question before about one of several things, which this one names by its place (а у второго?).

        Where the question before names a number itself, another number is another thing.
        """
        ordinal = _ORDINAL.fullmatch(rest.lower())
        if not ordinal or self._frames.numbered(before.content):
            return None
        things = side_by_side(adjoining(before.things), previous)
        if not things:
            return None
        chosen = things[0] if ordinal["first"] else things[1] if ordinal["second"] else things[-1]
        text = (
            f"{previous[: things[0][0].start]}{phrase_of(previous, chosen)}{previous[things[-1][-1].end :]}"
        )
        others = [word for thing in things if thing is not chosen for word in thing]
        return Followed(text, (phrase_of(previous, [w for w in before.content if w not in others]),))

    def _instead_of_pronoun(
        self, question: str, pronoun: re.Match[str], now: Parts, before: Parts, previous: str
    ) -> Followed:
        if self._pronouns.named_before(question, pronoun, now):
            return Followed(question)
        taken = [word for word in before.things if not shares(word, now.content)] or before.content
        taken = [word for word in taken if self._analyzer.part_of_speech(word.form) not in _VERBS] or taken
        phrases = adjoining(taken)
        agreeing = [each for each in phrases if self._pronouns.agree(pronoun.group(), each)] or phrases
        phrase = phrase_of(previous, [word for each in agreeing for word in each])
        text = f"{question[: pronoun.start()]}{phrase}{question[pronoun.end() :]}"
        asked = _without_lead(question)
        taken = [word for each in agreeing for word in each]
        told = self._after(previous, taken, asked[:1].lower() + asked[1:])
        return Followed(" ".join(text.split()), (phrase,), told)

    def _nothing_named(self, question: str, now: Parts, before: Parts, previous: str) -> Followed:
        text = question.lower().replace("ё", "е").strip(" ?!.")
        if now.chatter and not _MORE.search(text):
            return Followed(question)
        why = _WHY.search(text)
        if why:
            phrase = phrase_of(previous, before.content)
            return Followed(f"{why.group()} {phrase}", (phrase,))
        if _WHICH.search(text):
            phrase = phrase_of(previous, before.things or before.content)
            return Followed(f"{_without_lead(text)} {phrase}", (phrase,))
        if _MORE.search(text) or _LEAD.match(f"{text} "):
            return Followed(previous, (phrase_of(previous, before.things or before.content),))
        return Followed(question)

    def _another_side(self, rest: str, now: Parts, before: Parts, previous: str) -> Followed:
        things = before.things or before.content
        phrase = phrase_of(previous, things)
        bare = rest.strip(" ?!.")
        told = self._after(previous, things, bare)
        named = all(self._analyzer.part_of_speech(w.form) in NAMING for w in (*before.sides, *now.sides))
        if named and len(now.content) == len(now.sides) == 1 and len(before.sides) == 1:
            old, new = before.sides[0], now.sides[0]
            text = previous[: old.start] + rest[offset_of(rest, new) :][: len(new.form)] + previous[old.end :]
            return Followed(" ".join(text.split()), (phrase,), told)
        return Followed(f"{bare} {phrase}", (phrase,), told or ("" if named else f"{phrase} · {bare}"))

    def _is_a_thing_alone(self, rest: str) -> bool:
        """Whether a question is a thing and nothing else (а у Xen?, а для первого типа?)."""
        words = [word for word in self._analyzer.words(rest) if word.form not in BEFORE_A_THING]
        kinds = (self._analyzer.part_of_speech(word.form) for word in words if word.terms)
        return len(words) < COMPLETE and all(w.terms for w in words) and all(k not in _VERBS for k in kinds)

    def _about_the_same(self, question: str, now: Parts, before: Parts, previous: str) -> Followed:
        """A whole question that may be one about the thing before: this is told in front of it.

        One that a heading answers is about something else.
        """
        terms = {term for word in now.things for term in word.terms}
        things = [word for word in before.things if not shares(word, now.content)]
        if not things or any(heading <= terms for heading in self._headings):
            return Followed(question)
        names = [word for word in things if self._analyzer.part_of_speech(word.form) not in _VERBS] or things
        phrase, rest = phrase_of(previous, names), _without_lead(question).strip(" ?!.")
        return Followed(
            f"{phrase}. {question}", (phrase,), self._after(previous, things, rest) or f"{phrase} · {rest}"
        )

    def _another_thing(self, question: str, now: Parts, before: Parts, previous: str) -> Followed:
        replaced = self._counterparts.of(question, now, before, previous)
        rest = _without_lead(question)
        phrase = phrase_in(rest, now.things)
        if not replaced:
            taken = [*before.sides, *before.things]
            kept = phrase_of(previous, taken)
            return Followed(f"{rest.strip(' ?!.')} {kept}", (kept,), self._after(previous, taken, rest))
        start, end = replaced[0].start, replaced[-1].end
        text = f"{previous[:start]}{phrase}{previous[end:]}"
        kept_words = [word for word in before.content if word not in replaced]
        kept = phrase_of(previous, kept_words) if kept_words else previous.strip(" ?!.")
        return Followed(" ".join(text.split()), (kept,))


_MORE: Final = re.compile(
    r"\b(?:подробнее|подробно|еще|дальше|детальнее|поясни\w*|объясни\w*|расскажи\w*|продолж\w+|more|further|continue|details)\b"
)
_VOWEL: Final = re.compile(r"[aeiouyаеёиоуыэюя]", re.IGNORECASE)
"""What a word without is an abbreviation, or no word."""
_FOR_EXAMPLE: Final = re.compile(
    r"^\W*(?:(?:ну|а|и)\s+)?(?:например|(for\s+(?:example|instance)))\W*$", re.IGNORECASE
)
_BARE_WHY: Final = re.compile(r"(почему|зачем|отчего|why)\s+(?=[^\s?]+(?:\s[^\s?]+)?$)", re.IGNORECASE)
"""A question word before a thing and nothing else: what a bare one becomes."""
_WHICH: Final = re.compile(r"^\W*(?:а\s+)?(?:как(?:ие|ой|ая|ое|их)|сколько|which|what\s+kinds?|how\s+many)\b")
"""Asks for kinds or a number of what is not named (какие бывают?)."""
_WHY: Final = re.compile(r"\b(?:почему|зачем|для\s+чего|отчего|why|как|where|где|когда|when|how)\b")


def _without_lead(question: str) -> str:
    lead = _LEAD.match(question.lower().replace("ё", "е"))
    return question[lead.end() :] if lead else question


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shouted(word: str) -> str:
    """An abbreviation as it is written, whatever the student typed; a preposition of one letter is none."""
    return word if len(word) == 1 or _VOWEL.search(word) else word.upper()
