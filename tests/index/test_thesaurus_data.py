"""The thesaurus files hold to their own format and never say a thing twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.analyze import Analyzer
from index.synonyms import bundled

FOLDER = Path(__file__).parents[2] / "index" / "thesaurus"
FILES = ("ru.txt", "en.txt", "kinds.txt", "everyday.txt", "translations.txt")
LEAST_GROUPS = 150  # what the thesaurus promises; a shrinking file is a mistake
LEAST_BILINGUAL = 120  # groups that lead from one alphabet to the other


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a thesaurus file."""

    place: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def one_way(self) -> bool:
        """Whether the line has an arrow."""
        return bool(self.right)


def folded(term: str) -> str:
    """The term as the analyzer sees it, word forms aside."""
    return " ".join(term.lower().replace("ё", "е").replace("-", " ").split())


def rules() -> list[Rule]:
    """Every rule of every file."""
    found = []
    for name in FILES:
        for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                left, _, right = line.partition("=>")
                found.append(Rule(f"{name}:{number}", terms(left), terms(right)))
    return found


def terms(side: str) -> tuple[str, ...]:
    """The terms of one side of a rule; none for an empty side."""
    return tuple(term.strip() for term in side.split(",")) if side.strip() else ()


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_format(name: str) -> None:
    """A line is a comment, a group of at least two terms, or `left => right`, and nothing more."""
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        where = f"{name}:{number}: {line}"
        assert line == line.strip(), where
        if not line or line.startswith("#"):
            continue
        sides = line.split("=>")
        assert len(sides) <= 2, where
        assert all(term.strip() for side in sides for term in side.split(",")), where
        assert len(sides) == 2 or len(sides[0].split(",")) > 1, where
        assert line.isprintable(), where
        words = (term for side in sides for term in side.split(",") if any(map(str.isalnum, term)))
        assert not set("".join(words).replace("C#", "")) & set("#;|()\"'"), where


def test_no_term_twice_in_a_rule() -> None:
    """A term stands once in its rule, forms of writing (case, ё, hyphen) aside."""
    for rule in rules():
        both = [folded(term) for term in rule.left + rule.right]
        assert len(both) == len(set(both)), f"{rule.place}: {both}"


def test_no_term_in_two_groups_of_equals() -> None:
    """Two groups that share a term are one group, or the term is ambiguous and wants arrows."""
    places = defaultdict(list)
    for rule in rules():
        if not rule.one_way:
            for term in rule.left:
                places[folded(term)].append(rule.place)
    assert {term: found for term, found in places.items() if len(found) > 1} == {}


def test_no_arrow_repeats_a_group() -> None:
    """An arrow inside a group of equals adds nothing and only misleads."""
    groups = [{folded(term) for term in rule.left} for rule in rules() if not rule.one_way]
    for rule in rules():
        if rule.one_way:
            sides = {folded(term) for term in rule.left + rule.right}
            assert not any(sides <= group for group in groups), rule.place


def test_every_term_is_searched_by_its_own_words() -> None:
    """A phrase that shrinks to one word ("по очереди") would stand for that word alone."""
    analyzer = Analyzer()
    for rule in rules():
        for term in rule.left + rule.right:
            searched = analyzer.terms(term)
            assert len(searched) >= min(2, len(term.split())), (
                f"{rule.place}: {term} is searched by {searched}"
            )


def test_no_two_groups_are_searched_by_one_term() -> None:
    """Words of one stem are one to the program: they stand once, in one group of equals."""
    analyzer = Analyzer()
    places = defaultdict(list)
    for rule in rules():
        if not rule.one_way:
            for term in rule.left:
                places[tuple(analyzer.terms(term))].append(rule.place)
    assert {term: found for term, found in places.items() if len(found) > 1} == {}


def test_every_phrase_is_short_enough_to_be_looked_for() -> None:
    """Questions are looked through for phrases as long as the longest of the first files."""
    thesaurus = bundled(Analyzer())
    assert max(map(len, thesaurus.unheard.others)) <= thesaurus.longest


def test_the_thesaurus_is_large_enough() -> None:
    """It holds what it promises: groups, and ways between Russian and English."""
    groups = [rule for rule in rules() if not rule.one_way]
    assert len(groups) >= LEAST_GROUPS
    bilingual = [rule for rule in groups if latin(rule) and cyrillic(rule)]
    assert len(bilingual) >= LEAST_BILINGUAL


def latin(rule: Rule) -> bool:
    """Whether a term of the rule is written in Latin letters."""
    return any(term.isascii() for term in rule.left)


def cyrillic(rule: Rule) -> bool:
    """Whether a term of the rule is written in Cyrillic letters."""
    return any("а" <= letter <= "я" for term in rule.left for letter in folded(term))
