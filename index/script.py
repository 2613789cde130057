"""How words sound, alike in Cyrillic and Latin letters."""

from __future__ import annotations

import re
from typing import Final

_CYRILLIC: Final = dict(
    zip("абвгдежзийклмнопрстуфхчшщыэюя", "abvgdejseeklmnaprstufhccceeua", strict=True),
    ц="ts",
    ъ="",
    ь="",
)
_LATIN_RUNS: Final = dict(
    pair.split("-")
    for pair in [
        "tion-tsea",
        "sion-sea",
        "tch-c",
        "sch-c",
        "sh-c",
        "ch-c",
        "ph-f",
        "th-t",
        "ck-k",
        "kh-h",
        "zh-j",
        "ts-ts",
        "qu-kv",
        "oo-u",
        "ee-e",
        "ea-e",
        "ou-au",
        "ya-a",
        "yu-u",
        "yo-e",
        "ia-ea",
    ]
)
_LATIN: Final = str.maketrans(
    {"c": "k", "w": "v", "x": "ks", "q": "k", "y": "e", "i": "e", "o": "a", "z": "s", "j": "dj"}
)
_SOFT_C: Final = re.compile(r"c(?=[eiy])")
_SILENT: Final = re.compile(r"(?<=[^aeiouy])e$")
_DOUBLED: Final = re.compile(r"(.)\1+")


def skeleton(word: str) -> str:
    """How a normalised word sounds, roughly: near vowels, and s and z, are one."""
    if word.isascii():
        word = _SILENT.sub("", word)
        word = _SOFT_C.sub("s", word)
        marks: list[str] = []
        for run, sound in _LATIN_RUNS.items():
            if run in word:
                word = word.replace(run, chr(0xE000 + len(marks)))
                marks.append(sound)
        word = word.translate(_LATIN)
        for number, sound in enumerate(marks):
            word = word.replace(chr(0xE000 + number), sound)
    else:
        word = word.replace("дж", "dj").replace("кс", "ks")
        word = "".join(_CYRILLIC.get(char, char) for char in word)
    return _DOUBLED.sub(r"\1", word)
