"""Sides that a course tells of each of its things, by the labels that its sections share (Показания: ...)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Passage
    from index.analyze import Analyzer

SHARED: Final = 3
"""Sections from which a label is shared: what stands in two may be chance."""
LONGEST: Final = 2
"""Words of a label at most; longer ones are beginnings of sentences."""
_LABEL: Final = re.compile(r"(?m)^\W*([A-ZА-ЯЁ][^.!?:;,()\n]{2,40}):(?=\s|$)")


def shared_sides(passages: Sequence[Passage], analyzer: Analyzer) -> frozenset[str]:
    """Terms of the labels, and headings, that several sections share.

    What other headings speak of as well is a thing and no side.

    Args:
        passages: All passages of a library.
        analyzer: Cuts labels into terms.
    """
    sections: dict[frozenset[str], set[str]] = {}
    headings: dict[str, frozenset[str]] = {}
    for passage in passages:
        labels = (label for label in _LABEL.findall(passage.text) if len(label.split()) <= LONGEST)
        for terms in map(frozenset, map(analyzer.terms, labels)):
            sections.setdefault(terms, set()).add(passage.section_id)
        headings[passage.section_id] = frozenset(analyzer.terms(passage.breadcrumb[-1]))
    spoken_of: dict[str, set[frozenset[str]]] = {}
    for section, heading in headings.items():
        if len(heading) <= LONGEST:
            sections.setdefault(heading, set()).add(section)
        for term in heading:
            spoken_of.setdefault(term, set()).add(heading)
    shared = (label for label, where in sections.items() if len(where) >= SHARED)
    sides = (label for label in shared if all(spoken_of.get(term, {label}) == {label} for term in label))
    return frozenset[str]().union(*sides)
