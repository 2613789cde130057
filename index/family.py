"""Words of one family: verbs, and the nouns that are made of them (удалить, удалять, удаление)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from index.dictionary import CACHE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.analyze import Analyzer

_VERBS: Final = frozenset(("INFN", "VERB", "PRTF", "PRTS", "GRND"))
"""Parts of speech whose dictionary form is an infinitive."""
_REFLEXIVE: Final = re.compile(r"с[ья]$")
_OF_MOTION: Final = (
    (re.compile(r"(?<!^[дп])(?<!^пр)о?йти$"), "ходить"),
    (re.compile(r"вести$"), "водить"),
    (re.compile(r"нести$"), "носить"),
    (re.compile(r"везти$"), "возить"),
)
"""Verbs whose nouns are made of their partner (войти, входить, вход)."""
_SAME: Final = (
    (re.compile(r"^(?:с|за|про|от)(?=.{4,}овать$)|^(?:по(?!след)|о(?!бр))(?=.{4,}(?<!ир)овать$)"), ""),
    (re.compile(r"(?<=^раз)о|(?<=^(?:от|об|из|вз))о|(?<=^(?:под|над))о"), ""),
    (re.compile(r"(?<=.)зывать$"), "звать"),
    (re.compile(r"(?<=.)рывать$"), "рвать"),
    (re.compile(r"^начинать$"), "начать"),
)
"""What a verb may lack and mean the same: prefixes of borrowed ones (копировать, скопировать; but последовать
is no следовать), a vowel behind other prefixes (отобрать, отбирать) or in the root (вызывать, вызвать)."""
_ASPECTS: Final = """
нять/нимать жать/жимать брать/бирать драть/дирать мереть/мирать тереть/тирать слать/сылать гнать/гонять
ложить/кладывать двинуть/двигать кинуть/кидать тянуть/тягивать влечь/влекать течь/текать сечь/секать
жечь/жигать беречь/берегать стричь/стригать честь/читать пасть/падать ехать/езжать
вернуть/ворачивать вернуть/вертывать
вратить/вращать кратить/кращать щитить/щищать претить/прещать сетить/сещать хитить/хищать глотить/глощать
плотить/площать святить/свящать светить/свещать сытить/сыщать щутить/щущать мутить/мущать гатить/гащать
"""
"""Ends of verbs of either aspect whose roots no sound law connects (сложить, складывать); what nouns are made
of may be the one or the other (вложение, вклад)."""
_PAIRS: Final = tuple(tuple(pair.split("/")) for pair in _ASPECTS.split())
_INFINITIVE: Final = re.compile(
    r"(?:ционировать|([иы])ровать|([ое])вать|([иы])вать|(а)вать|нуть|([аяеиыоу])ть|ти|чь)$"
)
_ACTION: Final = re.compile(
    r"(?:([иы])ров(?:ание|ка)|([ое])вание|[иы]вание|авание|([аяе])ние|([ыияа])тие|[ая]ц(и)я|ция|[аи]тельство)$"
)
_SCHOOL: Final = re.compile(r"(?<=....)(?:изм|истк?а?)$")
"""A teaching, and who follows it (нигилизм, нигилист): of one family as action nouns are."""
_FOLLOWERS: Final = re.compile(r"(?<=...)(?:ник|ничество)$")
"""Who does something, and that (народник, народничество): of one family in the same way."""
_BORROWED: Final = re.compile(r"[иы]ров(?:ание|ка)$")
"""Action nouns of borrowed verbs, whose roots are nouns (маршировка, марш; форматирование, формат)."""
_PLAIN: Final = tuple(
    re.compile(f"{ending}$")
    for ending in ("([ое])ватель", "([аяи])тель", "овля", "йка", "ка", "ача", "ча", "а", "ыв", "ь", "")
)
_FLEETING: Final = re.compile(r"[ое](?=[^аеиоуыэюя]$)")
"""A vowel that a noun has and its verb has not (выбор, выбрать)."""
_ALTERNATIONS: Final = (
    (re.compile(r"(?<=[бпвмф])л$"), ""),
    (re.compile(r"(?:ст|ск|щ)$"), "щ"),
    (re.compile(r"(?:жд|[дзгж])$"), "ж"),
    (re.compile(r"[ткчц]$"), "ч"),
    (re.compile(r"[схш]$"), "ш"),
    (re.compile(r"(?<!^пр)[ае](?=[^аеиоуыэюя]*$)"), "о"),
)
"""Sounds that take each other's place at the end of a root: пустить, пуск, пущен; обработать, обрабатывать;
перенести, перенос; but предать is no продать."""
_THEMES: Final = {"и": "и", "е": "и", "ы": "и", "а": "а", "я": "а", "о": "о"}
SHORTEST: Final = 4
"""Letters of a root that tells a family alone; three do with the same vowel behind them (лечить, лечение)."""
VERB, ACTION, PLAIN = 2, 1, 0
"""How verbal a word is. Two words of one root are kin where this adds up to two: a verb or the action of a
borrowed one to any word, action nouns to each other (сжимание, сжатие), other nouns to verbs only (телега is
no тележка)."""


class Families:
    """Words of the notes, found by words of their family."""

    def __init__(self, analyzer: Analyzer, words: Iterable[str]) -> None:
        """Take normalised words; without a dictionary there are no families."""
        self._analyzer = analyzer
        self._members: dict[str, dict[str, int]] = {}
        for word in words if analyzer.lemmas else ():
            rank, found = self._read(word)
            term = analyzer.term(word)
            for root in found:
                members = self._members.setdefault(root, {})
                members[term] = max(rank, members.get(term, PLAIN))

    def kin(self, word: str) -> Iterator[str]:
        """Terms of the notes that are kin to a normalised word, its own left out."""
        rank, found = self._read(word)
        own = self._analyzer.term(word)
        for root in found:
            for term, other in self._members.get(root, {}).items():
                if term != own and rank + other >= VERB:
                    yield term

    def _read(self, word: str) -> tuple[int, tuple[str, ...]]:
        lemmas = self._analyzer.dictionary_forms(word)
        return roots(lemmas[0], self._analyzer.part_of_speech(word)) if lemmas else (PLAIN, ())


@functools.lru_cache(CACHE_LIMIT)
def roots(lemma: str, kind: str) -> tuple[int, tuple[str, ...]]:
    """How verbal a word is, and its root as all of its family have it; several where that is open.

    Args:
        lemma: Dictionary form of a Russian word.
        kind: Its part of speech by the dictionary.
    """
    if kind in _VERBS:
        verb = _REFLEXIVE.sub("", lemma)
        for one, partner in _OF_MOTION:
            verb = one.sub(partner, verb)
        return VERB, _distinct(_root(each, _INFINITIVE) for each in _partners(verb))
    if kind != "NOUN":
        return PLAIN, ()
    for people, name in ((_SCHOOL, "-изм"), (_FOLLOWERS, "-ник")):
        if people.search(lemma):
            return ACTION, _distinct([people.sub(name, lemma)])
    if _ACTION.search(lemma):
        return VERB if _BORROWED.search(lemma) else ACTION, _distinct([_root(lemma, _ACTION)])
    nouns = (lemma, _FLEETING.sub("", lemma))
    return PLAIN, _distinct(_root(noun, ending) for noun in nouns for ending in _PLAIN)


def _partners(verb: str) -> list[str]:
    """A verb as it is, and as its partners may be written."""
    found = [verb]
    for pattern, instead in _SAME:
        found += [pattern.sub(instead, each) for each in found if pattern.search(each)]
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            found += [each.removesuffix(one) + other for each in found if each != one and each.endswith(one)]
    return found


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(root for root in dict.fromkeys(found) if root)


def _root(word: str, ending: re.Pattern[str]) -> str:
    found = ending.search(word)
    if found is None:
        return ""
    root = word[: found.start()]
    for sound, written in _ALTERNATIONS:
        root = sound.sub(written, root)
    if len(root) >= SHORTEST:
        return root
    theme = _THEMES.get("".join(group for group in found.groups() if group), "")
    return root + "-" + theme if theme and len(root) == SHORTEST - 1 else ""
