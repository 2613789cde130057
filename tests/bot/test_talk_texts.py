"""Both catalogs say everything, within Telegram's limits, in proper plurals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from bot.render import render_markdown, u16len
from bot.texts import EN, LANGUAGES, RU, Texts, texts_for
from bot.texts.plural import plural_en, plural_ru

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = (0, 1, 2, 5, 11, 21, 22, 25, 101, 111)


def sentences(part: object, path: str = "", kind: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence with the way to it, its gaps filled with all sorts of things."""
    if is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from sentences(getattr(part, field.name), f"{path}.{field.name}", str(field.type))
    elif isinstance(part, tuple):
        for number, item in enumerate(cast("tuple[object, ...]", part)):
            yield from sentences(item, f"{path}.{number}")
    elif isinstance(part, Mapping):
        for name, item in cast("Mapping[str, object]", part).items():
            yield from sentences(item, f"{path}.{name}")
    elif callable(part):
        for number in NUMBERS:
            yield path, part(*_filling(kind, number))
    else:
        yield path, str(part)


def _filling(kind: str, number: int) -> list[object]:
    """Something for each gap of a sentence, by the type that the catalog gives it."""
    kinds = {"Filled": ["str"], "Counted": ["int"], "Explained": ["str", "named", "str"]}
    gaps = kinds.get(kind) or kind.removeprefix("Callable[[").split("]")[0].split(", ")
    fillings: dict[str, object] = {"str": "KVM", "int": number, "date": date(2026, 11, 23), "named": ("KVM",)}
    return [fillings[gap] for gap in gaps]


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.code)
def test_nothing_is_missing(texts: Texts) -> None:
    """No empty sentence, no gap left open, no stray blanks."""
    for path, said in sentences(texts):
        assert said.strip(), path
        assert not re.search(r"[{}]|%s|None|TODO", said), f"{path}: {said}"
        assert "  " not in said, f"{path}: {said}"
        assert said == said.strip() or path == ".terminal.prompt" or said.rstrip().endswith(("/ask", ":")), (
            path
        )


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.code)
def test_everything_fits_telegram(texts: Texts) -> None:
    """Messages, notices, labels, menus and profiles keep within the limits."""
    limits = {".buttons": 40, ".toasts": 200, ".settings": 64, ".inline": 64}
    for path, said in sentences(texts):
        group = "." + path.split(".")[1]
        assert u16len(said) <= limits.get(group, 4096), f"{path}: {said}"
    assert len(texts.profile.name) <= 64
    assert len(texts.profile.description) <= 512
    assert len(texts.profile.short) <= 120
    menus = (texts.profile.private_commands, texts.profile.group_commands, texts.profile.admin_commands)
    for name, about in [command for menu in menus for command in menu]:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(about) <= 256


def test_the_catalogs_are_of_one_shape() -> None:
    """What one language says, the other says as well; and they are not the same words."""
    russian, english = (dict(sentences(texts)) for texts in (RU, EN))
    assert russian.keys() == english.keys()
    same = [
        path for path in russian if russian[path] == english[path] and re.search(r"[а-яё]", russian[path])
    ]
    assert not same


def test_no_cyrillic_in_english_and_no_address_by_ty_in_russian() -> None:
    """English is English; Russian neither says «ты» nor commands."""
    for path, said in sentences(EN):
        assert not re.search(r"[а-яё]", said, re.IGNORECASE), f"{path}: {said}"
    for path, said in sentences(RU):
        assert not re.search(r"\b(ты|тебя|тебе|твой|напиши|спроси|попробуй)\b", said, re.IGNORECASE), (
            f"{path}: {said}"
        )


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.code)
def test_long_texts_are_proper_markdown(texts: Texts) -> None:
    """What is rendered loses its marks and keeps the bot's name."""
    for said in (texts.start.help("@my_bot_"), texts.group.greeting("@_my_bot"), texts.privacy.notice(180)):
        shown = render_markdown(said).text
        assert "**" not in shown
        assert "`" not in shown
        assert "\\" not in shown
    assert "@my_bot_" in render_markdown(texts.start.help("@my_bot_")).text
    assert "180" in render_markdown(texts.privacy.notice(180)).text


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 разделов"),
        (1, "1 раздел"),
        (2, "2 раздела"),
        (4, "4 раздела"),
        (5, "5 разделов"),
        (11, "11 разделов"),
        (12, "12 разделов"),
        (21, "21 раздел"),
        (112, "112 разделов"),
        (123, "123 раздела"),
    ],
)
def test_russian_numbers_have_their_words(number: int, said: str) -> None:
    """One, few and many."""
    assert plural_ru(number, "раздел", "раздела", "разделов") == said
    assert RU.browsing.contents_hint(number) == said


def test_english_numbers_have_their_words() -> None:
    """One and many."""
    assert [plural_en(number, "term", "terms") for number in (0, 1, 2)] == ["0 terms", "1 term", "2 terms"]


def test_the_language_follows_the_first_code_that_names_one() -> None:
    """A region does not matter, an unknown language leads to the next, none to Russian."""
    assert texts_for("en-GB") is EN
    assert texts_for("RU_ru") is RU
    assert texts_for(None, "", "de", "en") is EN
    assert texts_for("de") is RU
