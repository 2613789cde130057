"""The tree of headings: who is whose child, what comes before and after. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus import Lecture, Section


@dataclass(frozen=True, slots=True)
class Outline:
    """All headings of a course, in order. Made by `outline_of`."""

    order: tuple[Section, ...]
    """All sections, lecture after lecture."""
    tops: tuple[Section, ...]
    """What the table of contents begins with."""
    title: Section | None
    """The heading over all of them, where there is but one lecture."""
    parents: Mapping[str, Section]
    """Section id -> the heading above it."""
    children: Mapping[str, tuple[Section, ...]]
    """Section id -> the headings right below it."""
    neighbours: Mapping[str, tuple[Section | None, Section | None]]
    """Section id -> the sections with text before and after it in its lecture."""


def outline_of(lectures: Sequence[Lecture], has_text: Iterable[str]) -> Outline:
    """The outline of lectures.

    Args:
        lectures: In order.
        has_text: Ids of the sections that have text of their own.
    """
    texts = frozenset(has_text)
    parents: dict[str, Section] = {}
    children: dict[str, list[Section]] = {}
    neighbours: dict[str, tuple[Section | None, Section | None]] = {}
    tops: list[Section] = []
    for lecture in lectures:
        tops += _grow(lecture.sections, parents, children)
        neighbours |= _along(lecture.sections, texts)
    title: Section | None = None
    if len(tops) == 1 and children.get(tops[0].id):  # one lecture: its title alone would be a poor page
        title = tops[0]
        tops = children.pop(title.id)
        parents = {child: parent for child, parent in parents.items() if parent.id != title.id}
    return Outline(
        order=tuple(section for lecture in lectures for section in lecture.sections),
        tops=tuple(tops),
        title=title,
        parents=parents,
        children={parent: tuple(below) for parent, below in children.items()},
        neighbours=neighbours,
    )


def _grow(
    sections: Sequence[Section], parents: dict[str, Section], children: dict[str, list[Section]]
) -> list[Section]:
    """Note whose child each section is; the ones that are nobody's."""
    tops: list[Section] = []
    way: list[Section] = []
    for section in sections:
        while way and way[-1].level >= section.level:
            way.pop()
        if way:
            parents[section.id] = way[-1]
            children.setdefault(way[-1].id, []).append(section)
        else:
            tops.append(section)
        way.append(section)
    return tops


def _along(
    sections: Sequence[Section], texts: frozenset[str]
) -> dict[str, tuple[Section | None, Section | None]]:
    """The nearest sections with text on either side of each."""
    before: dict[str, Section | None] = {}
    last: Section | None = None
    for section in sections:
        before[section.id] = last
        last = section if section.id in texts else last
    found: dict[str, tuple[Section | None, Section | None]] = {}
    following: Section | None = None
    for section in reversed(sections):
        found[section.id] = (before[section.id], following)
        following = section if section.id in texts else following
    return found
