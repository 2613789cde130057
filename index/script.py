"""How words sound in the other script: what Russian makes of a Latin name, and the other way round."""

from __future__ import annotations

import functools
import math
import re
from typing import Final

_SOUNDS: Final = """
a: а э е ей эй
age: идж едж эдж адж
ai: ай ей эй | и
al: аль ол
all: олл ол
au: ау о | оу
aw: о ау
ay: ей эй ай
b: б
c: к с ц | ч
ch: ч ш х к
ck: к
d: д
dge: дж ж
e: е э и
ea: и е э
ee: и
ei: ей эй ай и
er: ер эр р | а
eu: еу эу ю
ew: ью ев ю у
ey: и ей
f: ф
g: г дж | ж
ge: дж ж
gh: г
gu: г гу
h: х г
i: и ай й | ы е
ie: и ие
iew: ью ев
igh: ай
ire: аер айер
j: дж ж й
ja: я
ju: ю
k: к
kh: х
kn: н кн
l: л
la: ля
le: л ел эл
m: м
n: н
o: о оу а | у
oa: оу о
oo: у | о
ou: ау у оу | о а
ough: у о оу ау
ow: оу ау о
p: п
ph: ф
q: к | кью
qu: кв к | кью
r: р
re: ер р
s: с з | ш ж
sch: ш ск щ
sh: ш
shch: щ
sion: сия зия жн жен шн шен
ssion: сия шн шен
t: т | ч
tch: ч
th: т с з ф | в
tion: ция шн шен цион
ts: ц
ture: чер тур тура
u: у а ю | ью
ui: и
v: в
w: в у | ф
wa: во уо
ware: вар варь вер вэр
wh: в у х
wr: р вр
x: кс икс з зи гз | х
y: и й ай | ы е у
ya: я
ye: е
yo: е йо
yu: ю
z: з | с ц
zh: ж
"""
"""What Latin letters become where Russians write English names by ear or by letter, and what stands for
Russian letters where Russian is typed in Latin ones: usual spellings, behind the stroke rarer ones."""
_RARE: Final = 0.3
"""What a rarer spelling counts, in letters; as much as a vowel that is not heard."""
_GLIDE: Final = 0.5
"""What an й that stands for no letter counts."""


def _table() -> dict[str, tuple[tuple[str, float], ...]]:
    found = {}
    for line in _SOUNDS.split("\n")[1:-1]:
        latin, _, russian = line.partition(":")
        usual, _, rare = russian.partition("|")
        spelt = [(each, 0.0) for each in usual.split()] + [(each, _RARE) for each in rare.split()]
        found[latin] = tuple(spelt)
    return found


_SPELT: Final = _table()
_LONGEST: Final = max(map(len, _SPELT))
_VOWELS: Final = frozenset("аеиоуыэюяaeiouy")


def apart(russian: str, latin: str, most: float) -> float:
    """By how many letters a Russian spelling differs from any that a Latin word may have.

    Both words are walked through side by side; of all ways to do so the cheapest counts. Soft signs, doubled
    consonants and an e at the end are free, as they are heard by nobody.

    Args:
        russian: A normalised word in Cyrillic letters.
        latin: One in Latin letters.
        most: Where it is more, the result is infinite.
    """
    reached: list[dict[int, float]] = [{} for _ in range(len(latin) + 1)]
    reached[0][0] = 0.0
    for place, (costs, sounds) in enumerate(zip(reached, _heard(latin), strict=False)):
        _pass_over(russian, costs, most)
        for start, cost in costs.items():
            steps = [
                (length, start + len(sound), step)
                for length, sound, step in sounds
                if cost + step <= most and russian.startswith(sound, start)
            ]
            if cost + 1 <= most:
                steps += _slips(russian, start, latin, place)
            for length, end, step in steps:
                goals = reached[place + length]
                if cost + step < goals.get(end, math.inf):
                    goals[end] = cost + step
    _pass_over(russian, reached[-1], most)
    return reached[-1].get(len(russian), math.inf)


def _pass_over(russian: str, costs: dict[int, float], most: float) -> None:
    """Leave out Russian letters that stand for nothing."""
    for place in range(len(russian)):
        if place in costs:
            cost = costs[place] + _unwritten(russian, place)
            if cost <= most and cost < costs.get(place + 1, math.inf):
                costs[place + 1] = cost


def _unwritten(russian: str, place: int) -> float:
    """What it counts that a Russian letter stands for nothing."""
    letter = russian[place]
    if letter in "ьъ" or _is_doubled(russian, place):
        return 0.0
    if letter == "а" and place == len(russian) - 1:
        return _RARE  # an ending (система)
    return _GLIDE if letter == "й" else 1.0


@functools.lru_cache(4096)
def _heard(latin: str) -> tuple[tuple[tuple[int, str, float], ...], ...]:
    """What Latin letters may become, from each place on: letters taken, Russian ones, and what it counts."""
    return tuple(
        (
            (1, "", _unheard(latin, place)),
            *([(1, latin[place], 0.0)] if latin[place].isdigit() else ()),
            *(
                (length, spelt, cost)
                for length in range(1, min(_LONGEST, len(latin) - place) + 1)
                for spelt, cost in _SPELT.get(latin[place : place + length], ())
            ),
        )
        for place in range(len(latin))
    )


def _slips(russian: str, start: int, latin: str, place: int) -> list[tuple[int, int, float]]:
    """Ways on by a slip: Latin letters taken, where that leads to in the Russian word, and what it counts."""
    steps = [(1, min(start + 1, len(russian)), 1.0)]
    pair, heard = latin[place : place + 2], russian[start : start + 2]
    if len(pair) == len(heard) > 1 and _stands_for(pair[0], heard[1]) and _stands_for(pair[1], heard[0]):
        steps.append((2, start + 2, 1.0))  # swapped
    return steps


def _stands_for(latin: str, russian: str) -> bool:
    return any(russian == spelt for spelt, _ in _SPELT.get(latin, ()))


def _unheard(latin: str, place: int) -> float:
    """What it counts that a Latin letter stands for nothing."""
    if latin[place] == "e":
        return 0.0 if place == len(latin) - 1 else _RARE
    return 0.0 if _is_doubled(latin, place) else 1.0


def _is_doubled(word: str, place: int) -> bool:
    """Whether a letter is a consonant again; at the start of a word it is a slip."""
    return place > 1 and word[place] == word[place - 1] and word[place] not in _VOWELS


_RUNS: Final = {
    "shch": "ш", "tch": "ш", "sch": "ш", "sh": "ш", "ch": "ш", "ssion": "са", "sion": "са", "tion": "са",
    "ck": "к", "kn": "н", "wr": "р", "wh": "в", "ph": "ф", "th": "т", "kh": "х", "zh": "ж", "ts": "с",
    "qu": "к", "ow": "о", "x": "кс",
}  # fmt: skip
_SOUNDED: Final = re.compile("|".join(_RUNS))
_SOFT_C: Final = re.compile(r"c(?=[eiy])")
_SOFT_G: Final = re.compile(r"g(?=[eiy])")
_SILENT: Final = re.compile(r"(?<=[^aeiouy])e$")
_LETTERS: Final = str.maketrans("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз")
_HEARD: Final = str.maketrans("еиоуыэюяйзцчщ", "ааааааааассшш", "ьъ")
_DOUBLED: Final = re.compile(r"(.)\1+")


def skeletons(word: str) -> tuple[str, ...]:
    """How a normalised word of either script may sound, roughly, to look it up by; a vowel is any vowel."""
    hard = _skeleton(word)
    soft = _SOFT_G.sub("j", word) if word.isascii() else word
    return (hard,) if soft == word else (hard, _skeleton(soft))


def consonants(skeleton: str) -> int:
    """How many consonants a skeleton has."""
    return len(skeleton) - skeleton.count("а")


def _skeleton(word: str) -> str:
    if word.isascii():
        word = _SILENT.sub("", _SOFT_C.sub("s", word))
        word = _SOUNDED.sub(lambda run: _RUNS[run.group()], word).translate(_LETTERS)
    sounds = _DOUBLED.sub(r"\1", word.replace("дж", "ж").replace("тс", "с").translate(_HEARD))
    return sounds.rstrip("а") or sounds  # a vowel at the end is an ending in one of the two languages
