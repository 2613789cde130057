"""Corpora of any size: real paragraphs with their questions among paragraphs made of other texts' sentences.

Paragraphs of XQuAD-ru are asked for; those that hide them are put together of sentences of TyDi QA's
passages, about 80 words each. Every seventh word is replaced by a made-up one, drawn by Zipf's law, so that
the vocabulary grows with the corpus as it does in real text.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from tests.benchmarks.sets import Corpus, a_paragraph
from tests.benchmarks.sources import SHARED, squad_articles, xquad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus import Passage

SEED: Final = 80
SHORTEST: Final = 4
"""Words of a sentence; shorter ones are torn abbreviations."""
WORDS: Final = 80
"""Words of a paragraph."""
REPLACED: Final = 1 / 7
"""Share of words that are made up."""
MADE_UP_WORDS: Final = 5_000_000
"""How many there are, frequencies falling as 1 / rank: 100,000 paragraphs have 290,000 distinct words."""
LONGEST: Final = 16
"""Letters of a made-up word, and two."""
PARAGRAPHS_AT_ONCE: Final = 1000
"""Paragraphs for which random numbers are drawn together."""


def corpus_of(size: int) -> Corpus:
    """XQuAD-ru's paragraphs and questions among as many others as make `size`."""
    real = xquad()
    kept = real.passages[:size]
    passages = (*kept, *made_up(size - len(kept), len(real.passages)))
    return Corpus(f"{size:,} passages", passages, (), real.questions)


def made_up(size: int, first: int) -> Iterator[Passage]:
    """Paragraphs that hold any word and answer nothing, numbered from `first` on."""
    for number, text in enumerate(islice(_made_up(size), size)):
        yield a_paragraph(first + number, "", text)[0]


def _made_up(size: int) -> Iterator[str]:
    """Paragraphs of random sentences with random words."""
    texts = [text for _, text, _ in squad_articles(SHARED / "bench" / "tydiqa-ru-dev.json")]
    split = (each.split() for text in texts for each in re.split(r"(?<=[.!?])\s+", text))
    sentences = [words for words in split if len(words) >= SHORTEST]
    words_like = Words(texts)
    random = np.random.default_rng(SEED)
    made = 0
    while made < size:
        picks = random.integers(0, len(sentences), PARAGRAPHS_AT_ONCE * 20)
        places = random.random(PARAGRAPHS_AT_ONCE * WORDS) < REPLACED
        ranks = np.exp(random.random(len(places)) * np.log(MADE_UP_WORDS)).astype(np.int64)
        at = 0
        for number in range(PARAGRAPHS_AT_ONCE):
            words: list[str] = []
            while len(words) < WORDS:
                words += sentences[picks[at % len(picks)]]
                at += 1
            del words[WORDS:]
            offset = number * WORDS
            for place in np.flatnonzero(places[offset : offset + WORDS]).tolist():
                words[place] = words_like.word(int(ranks[offset + place]))
            yield " ".join(words)
        made += PARAGRAPHS_AT_ONCE


class Words:
    """Words that follow the letters of real ones: each letter is drawn after the two before it."""

    def __init__(self, texts: Iterable[str]) -> None:
        following: dict[str, list[str]] = {}
        for text in texts:
            for word in re.findall(r"[а-я]{4,}", text.lower()):
                padded = f"  {word} "
                for place in range(len(padded) - 2):
                    following.setdefault(padded[place : place + 2], []).append(padded[place + 2])
        self._following = following
        self._made: dict[int, str] = {}

    def word(self, rank: int) -> str:
        """The word of a rank: always the same one."""
        if rank not in self._made:
            self._made[rank] = self._new(rank)
        return self._made[rank]

    def _new(self, rank: int) -> str:
        state = rank
        word = "  "
        while len(word) < LONGEST:
            state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64  # Knuth's MMIX
            choices = self._following[word[-2:]]
            letter = choices[(state >> 33) % len(choices)]
            if letter != " ":
                word += letter
            elif len(word) >= SHORTEST + 2:
                break
            elif all(choice == " " for choice in choices):
                word = "  "
        return word[2:]
