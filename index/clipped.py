"""Compounds with a clipped adjective (капремонт, матожидание): the same as both words in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLIPPED: Final = """
бух бухгалтерский; воен военный; глав главный; гос государственный; дет детский; жил жилой; зав заводской
кап капитальный; культ культурный; лаб лабораторный; мат математический; мед медицинский; мор моральный
нац национальный; общ общий; орг организационный; парт партийный; пед педагогический; полит политический
пром промышленный; проф профессиональный; психо психический; сан санитарный; сель сельский; соц социальный
спец специальный; стат статистический; тех технический; учеб учебный; фарм фармацевтический; физ физический
фин финансовый; хим химический; хоз хозяйственный; эконом экономический; электро электрический
юр юридический
"""
"""What is left of an adjective, and the adjective."""
_ADJECTIVES: Final = dict(pair.split() for line in _CLIPPED.strip().split("\n") for pair in line.split("; "))
SHORTEST: Final = 4
"""Letters of the word behind it: fewer are an ending."""


def in_full(form: str) -> Iterator[tuple[str, str]]:
    """What a normalised word may be in full, as an adjective and the word behind it; the notes decide."""
    for clipped, adjective in _ADJECTIVES.items():
        behind = form.removeprefix(clipped)
        if behind != form and len(behind) >= SHORTEST:
            yield adjective, behind


def clipped(adjective: str, form: str) -> Iterator[str]:
    """What an adjective in its dictionary form and the word behind it may be as one word."""
    for part, full in _ADJECTIVES.items():
        if full == adjective:
            yield part + form
