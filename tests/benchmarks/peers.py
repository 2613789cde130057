"""Other engines behind one face, each used as its documentation advises for Russian, with its defaults.

Engines are imported where they are used: each is measured in a process that pays for its own imports only.
"""

from __future__ import annotations

import re
import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WORD: Final = re.compile(r"\w+")
"""A word, where an engine leaves that to its user."""
ACCENTS: Final = re.compile("[\u0300\u0301]")
"""Stress marks, which tear a word in two where they are kept."""


class Engine(Protocol):
    """Something that ranks documents."""

    def search(self, question: str, limit: int) -> Sequence[int]:
        """Numbers of the best documents, best first; ties in document order."""


def snowball() -> Callable[[str], list[str]]:
    """Lower-cased stems without accents: Russian for Cyrillic words, English for the others."""
    stemmer = import_module("Stemmer").Stemmer
    russian, english = stemmer("russian"), stemmer("english")

    def stems(text: str) -> list[str]:
        words: list[str] = WORD.findall(ACCENTS.sub("", text.lower()).replace("ё", "е"))
        return [english.stemWord(word) if word.isascii() else russian.stemWord(word) for word in words]

    return stems


class Vectors:
    """scikit-learn's TfidfVectorizer and the cosine."""

    def __init__(self, documents: Sequence[str], **options: object) -> None:
        self._vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer(**options)
        self._matrix = self._vectorizer.fit_transform(documents)

    def search(self, question: str, limit: int) -> Sequence[int]:
        """By cosine."""
        scores = (self._matrix @ self._vectorizer.transform([question]).T).toarray().ravel()
        return best(scores, limit)


def plain_vectors(documents: Sequence[str]) -> Engine:
    """TfidfVectorizer with its defaults."""
    return Vectors(documents)


def character_vectors(documents: Sequence[str]) -> Engine:
    """TfidfVectorizer over the letters of words."""
    return Vectors(documents, analyzer="char_wb", ngram_range=(3, 7), sublinear_tf=True, dtype=np.float32)


def stemmed_vectors(documents: Sequence[str]) -> Engine:
    """TfidfVectorizer over Snowball stems, sublinear."""
    return Vectors(documents, tokenizer=snowball(), token_pattern=None, lowercase=False, sublinear_tf=True)


class Bm25s:
    """bm25s with its Russian tokenizer: stop words and Snowball stems."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._bm25s = import_module("bm25s")
        self._stemmer = import_module("Stemmer").Stemmer("russian")
        self._index = self._bm25s.BM25()
        self._index.index(self._tokens(list(documents)), show_progress=False)
        self._size = len(documents)

    def _tokens(self, texts: list[str]) -> object:
        return self._bm25s.tokenize(texts, stopwords="ru", stemmer=self._stemmer, show_progress=False)

    def search(self, question: str, limit: int) -> Sequence[int]:
        """Documents that score above nothing."""
        tokens = self._bm25s.tokenize(
            [question], stopwords="ru", stemmer=self._stemmer, show_progress=False, return_ids=False
        )
        found, scores = self._index.retrieve(tokens, k=min(limit, self._size), show_progress=False)
        return [int(number) for number, score in zip(found[0], scores[0], strict=True) if score > 0]


class RankBm25:
    """rank-bm25's Okapi over Snowball stems."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._stems = snowball()
        self._index = import_module("rank_bm25").BM25Okapi([self._stems(document) for document in documents])

    def search(self, question: str, limit: int) -> Sequence[int]:
        """By Okapi's score."""
        return best(self._index.get_scores(self._stems(question)), limit)


class Fts5:
    """SQLite's full-text index over Snowball stems."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._stems = snowball()
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE notes USING fts5 (text)")
        rows = ((number, " ".join(self._stems(document))) for number, document in enumerate(documents))
        self._base.executemany("INSERT INTO notes (rowid, text) VALUES (?, ?)", rows)

    def search(self, question: str, limit: int) -> Sequence[int]:
        """By bm25(), any of the words."""
        query = " OR ".join(f'"{stem}"' for stem in dict.fromkeys(self._stems(question)))
        if not query:
            return []
        sql = "SELECT rowid FROM notes WHERE notes MATCH ? ORDER BY rank, rowid LIMIT ?"
        return [int(number) for (number,) in self._base.execute(sql, (query, limit))]


class Tantivy:
    """Tantivy with its Russian tokenizer."""

    def __init__(self, documents: Sequence[str]) -> None:
        tantivy = import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="ru_stem")
        builder.add_unsigned_field("number", stored=True)
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(num_threads=1)
        for number, document in enumerate(documents):
            writer.add_document(tantivy.Document(text=document, number=number))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: str, limit: int) -> Sequence[int]:
        """By BM25, any of the words."""
        words = " ".join(WORD.findall(question.lower()))
        if not words:
            return []
        query = self._index.parse_query(words, ["text"])
        return [
            int(self._searcher.doc(at)["number"][0]) for _, at in self._searcher.search(query, limit).hits
        ]


class Whoosh:
    """Whoosh with its Russian analyzer."""

    def __init__(self, documents: Sequence[str]) -> None:
        fields, parsing = import_module("whoosh.fields"), import_module("whoosh.qparser")
        analyzer = import_module("whoosh.analysis").LanguageAnalyzer("ru")
        schema = fields.Schema(number=fields.NUMERIC(stored=True), text=fields.TEXT(analyzer=analyzer))
        index = import_module("whoosh.filedb.filestore").RamStorage().create_index(schema)
        writer = index.writer()
        for number, document in enumerate(documents):
            writer.add_document(number=number, text=document)
        writer.commit()
        self._parser = parsing.QueryParser("text", schema, group=parsing.OrGroup)
        self._searcher = index.searcher()

    def search(self, question: str, limit: int) -> Sequence[int]:
        """By BM25F, any of the words."""
        words = " ".join(WORD.findall(question.lower()))
        return [int(hit["number"]) for hit in self._searcher.search(self._parser.parse(words), limit=limit)]


PEERS: Final[Mapping[str, Callable[[Sequence[str]], Engine]]] = {
    "scikit-learn, defaults": plain_vectors,
    "scikit-learn, letters": character_vectors,
    "scikit-learn, Snowball": stemmed_vectors,
    "bm25s, Russian": Bm25s,
    "rank-bm25, Snowball": RankBm25,
    "Whoosh, Russian": Whoosh,
    "Tantivy, Russian": Tantivy,
    "SQLite FTS5, Snowball": Fts5,
}
"""All other engines, by the name that tables give them."""


def best(scores: np.ndarray[tuple[int], np.dtype[np.float64]], limit: int) -> Sequence[int]:
    """Numbers of the highest scores above 0, equal ones in document order."""
    if len(scores) > limit:
        kept = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    else:
        kept = np.arange(len(scores))
    ordered = kept[np.argsort(-scores[kept], kind="stable")][:limit]
    return [int(number) for number in ordered if scores[number] > 0]
