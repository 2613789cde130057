"""Konspekt without one of its parts: what each of them is worth.

Parts are switched off from outside, by replacing what a module calls by its name, so that the program itself
carries no switches that nobody but this benchmark would use.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def switch_off(part: str) -> None:
    """Take a part away in this process."""
    PARTS[part]()


def _replace(module: str, name: str, value: object) -> None:
    """Put a value in the place of a module's; a name that is gone is a mistake of this file."""
    owner: Any = import_module(module)
    *path, last = name.split(".")
    for each in path:
        owner = getattr(owner, each)
    if not hasattr(owner, last):
        message = f"{module}.{name} is gone: mend tests/benchmarks/ablation.py"
        raise AttributeError(message)
    setattr(owner, last, value)


def _fields(**weights: float) -> None:
    fields = import_module("index.tfidf").FIELDS
    changed = tuple(replace(field, weight=weights.get(field.name, field.weight)) for field in fields)
    for module in ("index.tfidf", "index.explain"):
        _replace(module, "FIELDS", changed)


def _no_follow_ups() -> None:
    read = import_module("index.search").Search.read
    _replace("index.search", "Search.read", lambda self, question, _previous: read(self, question, None))


def _no_words(analyzer: object, _texts: object = ()) -> object:
    return import_module("index.synonyms").compile_thesaurus((), analyzer)


PARTS: Final[Mapping[str, Callable[[], None]]] = {
    "headings": partial(_fields, heading=0.0, path=0.0),
    "weight on headings": partial(_fields, heading=1.0),
    "labels of lists": partial(_fields, label=0.0),
    "runs of characters": partial(_replace, "index.ranking", "CHARACTERS", 0.0),
    "words written alike": partial(_replace, "index.ranking", "ALIKE", 0.0),
    "the section's own score": partial(_replace, "index.ranking", "SECTION", 0.0),
    "weights by part of speech": partial(_replace, "index.concepts", "weight_of", lambda *_: 1.0),
    "families of verbs and nouns": partial(_replace, "index.family", "Families.kin", lambda *_: ()),
    "names in both scripts": partial(_replace, "index.sounds", "Sounds.twins", lambda *_: ()),
    "nouns by the dictionary": partial(_replace, "index.dictionary", "_noun_stem", lambda *_: ""),
    "other readings of nouns": partial(_replace, "index.readings", "Readings.of", lambda *_: ()),
    "dictionary lemmas": partial(_replace, "index.search", "LEMMAS_UP_TO", 0),
    "the thesaurus": partial(_replace, "index.search", "bundled", _no_words),
    "initials": partial(_replace, "index.search", "initials", lambda *_: ""),
    "the closer look": partial(_replace, "index.rerank", "Closer.gain", lambda *_, **__: {}),
    "repairs": partial(_replace, "index.repair", "Repairer.read", lambda _, text: (text, ())),
    "follow-ups": _no_follow_ups,
    "refusals": partial(_replace, "index.library", "ANSWER_FROM", -1.0),
}
"""How each part is switched off, by its name."""
