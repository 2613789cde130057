"""Vocabularies, weights and sparse matrices on scikit-learn; its only importer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

K1: Final = 0.9
"""Saturation of repeated words (BM25's k1): a usual value from the literature, not searched for here."""
GRAM_LENGTH: Final = 0.5
"""Share of length normalisation in the field of character runs."""


COMMON: Final = 0.05
"""Share of the words from which a run of characters is too common to look words up by."""
COMMON_MOST: Final = 4000
"""Words from which any run is too common: keeps a look-up short in large vocabularies."""
WHOLE: Final = 10_000
"""Units up to which runs of characters are counted for all; the matrix has about 350 a unit."""
CLOSER: Final = 200
"""Units whose runs are counted beyond that, best by words."""
LOOKUPS: Final = 5000
"""Look-ups kept, about 10 MB."""
QUICKLY_INDEXED: Final = 5000
"""Words up to which indexing them takes no more than some 30 ms, and can wait until it is needed."""
SLACK: Final = 0.999
"""Keeps what rounding might lift over a bound."""
COMMON_LEAST: Final = 500
"""Words up to which no run is too common."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the texts that a unit is searched in."""

    name: str
    weight: float
    """How many occurrences in the body one occurrence here is worth."""
    length: float
    """Share of length normalisation, 0 to 1 (BM25's b)."""
    counts: bool = True
    """Whether an occurrence here counts for a word's document frequency."""


FIELDS: Final = (
    Field("body", 1.0, 0.75),
    Field("heading", 3.0, 0.3),
    Field("path", 1.0, 0.3, counts=False),
    Field("label", 2.0, 0.3),
    Field("asks", 3.0, 0.3),
)
"""Where words are looked for. Headings weigh most: the largest lever measured (TyDi QA with titles)."""


class Counts:
    """How often each term stands in each field of each unit."""

    def __init__(self, terms: Callable[[str], list[str]], *texts: Iterable[str]) -> None:
        """Count; `texts` are the units' texts, one series for each of FIELDS."""
        counter = CountVectorizer(analyzer=terms, dtype=np.float32)
        try:
            stacked = csr_matrix(counter.fit_transform(chain(*texts)))
            terms_found = {str(term): int(index) for term, index in counter.vocabulary_.items()}
        except ValueError:  # scikit-learn's way to say that there is no word at all
            stacked, terms_found = csr_matrix((0, 1), dtype=np.float32), {}
        self.vocabulary: dict[str, int] = terms_found
        size = stacked.shape[0] // len(FIELDS)
        self.fields = tuple(stacked[row * size : (row + 1) * size] for row in range(len(FIELDS)))
        self.size = size

    def grouped(self, groups: Ints, number: int) -> Counts:
        """Units of units: `groups` names the group of each; texts add up, headings and their like do not."""
        order = np.arange(self.size, dtype=np.int32)
        members = csr_matrix(
            (np.ones(self.size, dtype=np.float32), (groups, order)), shape=(number, self.size)
        )
        _, first = np.unique(groups, return_index=True)
        result = Counts.__new__(Counts)
        result.vocabulary, result.size = self.vocabulary, number
        result.fields = tuple(
            csr_matrix(members @ counts) if field.name in ("body", "label") else counts[first]
            for field, counts in zip(FIELDS, self.fields, strict=True)
        )
        return result


class Words:
    """Units by words: how much each word weighs in each unit."""

    def __init__(self, counts: Counts) -> None:
        """Weigh counted words by field, length and rarity."""
        self.size = counts.size
        seen = sum(part for field, part in zip(FIELDS, counts.fields, strict=True) if field.counts)
        self.idf: Floats = TfidfTransformer().fit(seen).idf_.astype(np.float32)
        self.highest_idf = float(np.log(1 + self.size) + 1)
        total = sum(_normalised(part, field) for field, part in zip(FIELDS, counts.fields, strict=True))
        self._columns = csc_matrix(total, dtype=np.float32)
        self._bounds: list[int] = self._columns.indptr.tolist()  # slicing by numpy's own numbers is slow
        self._saturated = saturate(self._columns.data)

    def best(self, groups: Sequence[Mapping[int, float]]) -> Floats:
        """For each unit the best saturated frequency of some weighted terms, of shape (groups, units)."""
        result = np.zeros((len(groups), self.size), dtype=np.float32)
        slices = [slice(self._bounds[term], self._bounds[term + 1]) for terms in groups for term in terms]
        if slices:
            weights = (weight for terms in groups for weight in terms.values())
            starts = [group * self.size for group, terms in enumerate(groups) for _ in terms]
            values = np.concatenate([self._saturated[part] for part in slices])
            values *= _spread(weights, slices)
            places = np.concatenate([self._columns.indices[part] for part in slices])
            np.maximum.at(result.reshape(-1), places + np.repeat(starts, _lengths(slices)), values)
        return result

    def together(self, terms: Sequence[int]) -> Floats:
        """For each unit the frequency of the rarest of some terms in it."""
        frequency = np.zeros((len(terms), self.size), dtype=np.float32)
        for row, term in zip(frequency, terms, strict=True):
            units, values = self.column(term)
            row[units] = values
        return np.asarray(frequency.min(axis=0), dtype=np.float32)

    def column(self, term: int) -> tuple[Ints, Floats]:
        """Units that hold a term, and its weighted, length-normalised frequency in each."""
        part = slice(self._bounds[term], self._bounds[term + 1])
        return self._columns.indices[part], self._columns.data[part]


class Grams:
    """Units by runs of four characters within their words."""

    def __init__(self, counts: Counts) -> None:
        """Count runs over the terms of the vocabulary, then over units by their terms.

        Above WHOLE units the product of both is not kept: runs are counted in the best units only.
        """
        self._counter = CountVectorizer(analyzer=_runs, dtype=np.float32)
        words = sorted(counts.vocabulary, key=counts.vocabulary.__getitem__)
        runs = csr_matrix(self._counter.fit_transform(words or [" "]))
        weighted = csr_matrix(
            sum(part * field.weight for field, part in zip(FIELDS, counts.fields, strict=True))
        )
        self.size = counts.size
        self._unseen = float(np.log(1 + counts.size) + 1)
        lengths = np.asarray(weighted @ np.asarray(runs.sum(axis=1))).ravel()
        scale = 1 / (1 - GRAM_LENGTH + GRAM_LENGTH * lengths / max(float(lengths.mean()), 1.0))
        self._scale = scale.astype(np.float32)
        self._columns: csc_matrix | None = None
        if counts.size > WHOLE:
            self._rows, self._runs = weighted, csc_matrix(runs)
            units = np.bincount(weighted.indices, minlength=weighted.shape[1])
            often = np.minimum(counts.size, np.asarray(units @ runs).ravel())
            self._idf: Floats = (np.log((1 + counts.size) / (1 + often)) + 1).astype(np.float32)
            return
        total = csr_matrix(weighted @ runs)
        self._idf = TfidfTransformer().fit(total).idf_.astype(np.float32)
        total.data = saturate(total.data * np.repeat(self._scale, np.diff(total.indptr)))
        total.data *= self._idf[total.indices]
        self._columns = csc_matrix(total, dtype=np.float32)

    def own(self, terms: Iterable[tuple[str, float]]) -> float:
        """What a unit that holds all runs of weighted terms once would score, unknown runs counted."""
        weights: dict[str, float] = {}
        for term, weight in terms:
            for run in _runs(term):
                weights[run] = max(weight, weights.get(run, 0.0))
        known = self._counter.vocabulary_
        return sum(
            w * (float(self._idf[known[run]]) if run in known else self._unseen) for run, w in weights.items()
        )

    def scores(self, terms: Iterable[tuple[str, float]], words: Floats) -> Floats:
        """How much units share of the runs of weighted terms; `words` tells the best units."""
        weights: dict[int, float] = {}
        for term, weight in terms:
            for run in _runs(term):
                index = self._counter.vocabulary_.get(run)
                if index is not None:
                    weights[index] = max(weight, weights.get(index, 0.0))
        total = np.zeros(self.size, dtype=np.float32)
        if not weights:
            return total
        if self._columns is None:
            best = np.asarray(top(words, CLOSER), dtype=np.int32)
            chosen = np.fromiter(weights, dtype=np.int32)
            part = (self._rows[best] @ self._runs[:, chosen]).toarray()
            factors = self._idf[chosen] * np.fromiter(weights.values(), dtype=np.float32)
            total[best] = saturate(part * self._scale[best][:, None]) @ factors
            return total
        bounds = self._columns.indptr
        slices = [slice(int(bounds[index]), int(bounds[index + 1])) for index in weights]
        values = np.concatenate([self._columns.data[part] for part in slices])
        values *= _spread(weights.values(), slices)
        np.add.at(total, np.concatenate([self._columns.indices[part] for part in slices]), values)
        return total


class Spellings:
    """Words by the runs of two to four characters in them, to find words that are written alike."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take distinct words; few of them are indexed when they are first looked through."""
        self.words = tuple(words)
        self._looked_up: dict[tuple[str, float, int], list[tuple[int, float]]] = {}
        self._ready = False
        if len(self.words) > QUICKLY_INDEXED:
            self._index()

    def prepare(self) -> None:
        """Index the words, where that has not been done."""
        if self.words and not self._ready:
            self._index()

    def _index(self) -> None:
        counter = CountVectorizer(analyzer=_spelling, dtype=np.float32)
        counts = counter.fit_transform(self.words)
        weigher = TfidfTransformer()
        self._columns = csc_matrix(weigher.fit_transform(counts), dtype=np.float32)
        self._idf: Floats = weigher.idf_.astype(np.float32)
        self._unseen = float(self._idf.max())
        self._common = max(COMMON_LEAST, min(COMMON_MOST, int(COMMON * len(self.words))))
        self._vocabulary = counter.vocabulary_
        self._ready = True

    def like(self, word: str, least: float, most: int) -> list[tuple[int, float]]:
        """Indices and cosines of the words most alike, best first."""
        if not self.words:
            return []
        key = (word, least, most)
        found = self._looked_up.get(key)
        if found is None:
            found = self._look_up(word, least, most)
            if len(self._looked_up) >= LOOKUPS:
                self._looked_up = {}
            self._looked_up[key] = found
        return found

    def _look_up(self, word: str, least: float, most: int) -> list[tuple[int, float]]:
        self.prepare()
        counts: dict[str, int] = {}
        for gram in _spelling(word):
            counts[gram] = counts.get(gram, 0) + 1
        square = 0.0
        bounds = self._columns.indptr
        slices: list[slice] = []
        weights: list[float] = []
        for gram, count in counts.items():
            index = self._vocabulary.get(gram)
            weight = count * (self._unseen if index is None else float(self._idf[index]))
            square += weight * weight
            if index is not None:
                start, end = int(bounds[index]), int(bounds[index + 1])
                if end - start <= self._common:
                    slices.append(slice(start, end))
                    weights.append(weight)
        if not slices:
            return []
        rows = np.concatenate([self._columns.indices[part] for part in slices])
        values = np.concatenate([self._columns.data[part] for part in slices])
        values *= _spread(weights, slices)
        summed = np.bincount(rows, values, len(self.words))
        length = square**0.5
        near = np.flatnonzero(summed >= least * length * SLACK)  # few: the rest need not be divided
        cosines: Floats = (summed[near] / length).astype(np.float32)
        return [(int(near[index]), float(cosines[index])) for index in top(cosines, most, least)]


def saturate(frequencies: Floats) -> Floats:
    """How much repetition is worth: 0 for none, at most K1 + 1."""
    return np.asarray((K1 + 1) * frequencies / (frequencies + np.float32(K1)), dtype=np.float32)


def top(scores: Floats, count: int, least: float = 1e-9) -> list[int]:
    """Indices of the highest scores from `least` on, best first, ties by order."""
    chosen = np.flatnonzero(scores >= least)
    if chosen.size > count:
        kept = scores[chosen]
        edge = np.partition(kept, kept.size - count)[kept.size - count]
        chosen = chosen[kept >= edge]
    order = np.lexsort((chosen, -scores[chosen]))
    return [int(index) for index in chosen[order[:count]]]


def _spread(weights: Iterable[float], slices: Sequence[slice]) -> Floats:
    """The weight of each slice, once for every value in it."""
    return np.repeat(np.fromiter(weights, dtype=np.float32, count=len(slices)), _lengths(slices))


def _lengths(slices: Sequence[slice]) -> list[int]:
    return [part.stop - part.start for part in slices]


def _runs(term: str) -> list[str]:
    padded = f" {term}"
    return [padded[start : start + 4] for start in range(max(1, len(padded) - 3))]


def _spelling(word: str) -> list[str]:
    """Runs of two to four characters of a word and the spaces around it."""
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(2, 5)
        for start in range(max(1, len(padded) - length + 1))
        if len(padded) >= length
    ]


def _normalised(counts: csr_matrix, field: Field) -> csr_matrix:
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    filled = lengths[lengths > 0]
    mean = float(filled.mean()) if filled.size else 1.0
    scale = field.weight / (1 - field.length + field.length * lengths / mean)
    result = counts.copy()
    result.data *= np.repeat(scale, np.diff(counts.indptr)).astype(np.float32)
    return result
