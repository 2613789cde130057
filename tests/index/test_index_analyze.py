"""Words and terms: one spelling of what reads the same, offsets on the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyze import Analyzer, is_operator, normalise

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("виртуализации", "виртуализация"),
        ("ёлка", "елки"),
        ("Това́рный", "товарного"),
        ("ГИПЕРВИЗОР", "гипервизорами"),
        ("hypervisors", "Hypervisor"),
        ("ви\u00adртуализация", "виртуализация"),
        ("vs.", "versus"),
        ("осей", "ось"),
        ("данные", "данных"),
        ("столбцов", "столбец"),
        ("слою", "слой"),
        ("безопасность", "безопасный"),
        ("удаление", "удалённый"),
        ("коммитом", "коммит"),
        ("гипервизоров", "гипервизор"),
    ],
)
def test_forms_of_a_word_share_their_term(first: str, second: str) -> None:
    """Case, ё, stress marks, soft hyphens and endings do not matter."""
    assert ANALYZER.terms(first) == ANALYZER.terms(second) != []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("рост", "Ростов"),
        ("капитан", "капитал"),
        ("масса", "массив"),
        ("дань", "Дания"),
        ("колония", "колонна"),
        ("метро", "метр"),
        ("евро", "евреи"),
        ("кольцо", "Кольцов"),
        ("данные", "дата"),
        ("ось", "ОС"),
        ("Никий", "ник"),
    ],
)
def test_nouns_of_one_beginning_are_different_words(first: str, second: str) -> None:
    """An ending is taken off only where the dictionary knows it for one."""
    assert set(ANALYZER.terms(first)).isdisjoint(ANALYZER.terms(second))


def test_a_form_may_belong_to_several_nouns() -> None:
    """And only a noun belongs to any."""
    assert set(ANALYZER.nouns("волков")) == {"волк", "волков"}
    assert ANALYZER.nouns("удалил") == ANALYZER.nouns("xen") == ()


@pytest.mark.parametrize(
    "name", ["C++", "C#", "x86-64", "ISO/IEC", "Hyper-V", "docker-compose.yml", "depends_on"]
)
def test_names_with_marks_survive(name: str) -> None:
    """A name with marks is one word of the text, found by the same spelling."""
    words = ANALYZER.words(f"про {name} сказано")
    assert name in [f"про {name} сказано"[word.start : word.end] for word in words]
    assert ANALYZER.terms(name)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("что делает &&?", ["&&"]),
        ("`2>&1` и «->»", ["2>&1", "->"]),
        ("x != y, x === y", ["!=", "==="]),
        ("что такое $?", ["$?"]),
        ("a[1:3], *args, std::vector, i--", []),
        ("привет :) =) ^_^ >_< -- да... нет?! ***", []),
        ("KVM / Xen - это +- одно и то же = да", []),
        ("ячейка · ячейка || и всё | ls", ["||", "|"]),
    ],
)
def test_signs_of_languages_are_words_where_they_stand_alone(text: str, signs: list[str]) -> None:
    """Smileys, dashes, markup and bars between cells are none."""
    words = ANALYZER.words(text)
    assert [word.form for word in words if is_operator(word.form)] == signs
    assert all(word.terms == (word.form,) for word in words if word.form in signs)
    assert [text[word.start : word.end] for word in words if word.form in signs] == signs


def test_a_sign_is_marked_where_it_is_a_word() -> None:
    """Not inside another one that comes first."""
    text = "запись 2>&1, а потом > в конце"
    assert [text[start:end] for start, end, _ in ANALYZER.located(text, {">"})] == [">"]
    assert ANALYZER.located(text, {">"})[0][0] == text.index("> ")


def test_c_plus_plus_is_not_c() -> None:
    """Marks at the end of a name tell it from another."""
    assert ANALYZER.terms("C++") != ANALYZER.terms("C")


def test_compound_is_known_joined_and_in_parts() -> None:
    """`Hyper-V` answers to `hyperv`."""
    assert set(ANALYZER.terms("hyperv")) <= set(ANALYZER.terms("Hyper-V"))


def test_function_words_have_no_terms() -> None:
    """Grammar is not searched by."""
    assert ANALYZER.terms("а что же это такое и как") == []


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("какому-то", []),
        ("кого-нибудь", []),
        ("кое-что", []),
        ("всё-таки", []),
        ("скажите-ка", ["сказа"]),
        ("кое-где", []),
    ],
)
def test_particles_are_no_part_of_a_word(word: str, terms: list[str]) -> None:
    """They make it vague or friendly."""
    assert ANALYZER.terms(word) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("2-й 2-го 2й 2nd", ["2"] * 4),
        ("1-ое 3-ая 90-х", ["1", "3", "90"]),
        ("1с 5м 10х x86", ["1с", "5м", "10х", "x86"]),
    ],
)
def test_a_number_is_searched_without_the_end_of_its_word(text: str, terms: list[str]) -> None:
    """Names and units keep their letters."""
    assert ANALYZER.terms(text) == terms


def test_no_word_is_cut_down_to_a_letter() -> None:
    """The stemmer takes the end of ось for that of a reflexive verb."""
    assert ANALYZER.term("ось") == "ось"


def test_a_number_written_together_with_a_word_stands_beside_it() -> None:
    """Known by both parts, and as it is written."""
    assert ANALYZER.terms("3НФ") == ["3", "нф", "3нф"]


def test_units_are_no_verbs() -> None:
    """`см` is not read as a form of `смотреть`."""
    assert ANALYZER.terms("см") == ["см"]


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    """Offsets fall on the words, in order, whatever the text."""
    end = 0
    for word in ANALYZER.words(text):
        assert end <= word.start < word.end <= len(text)
        assert normalise(text[word.start : word.end]) == word.form
        end = word.end


@given(st.text())
def test_located_words_are_the_wanted_ones(text: str) -> None:
    """The fast way to find words agrees with the plain one."""
    words = ANALYZER.words(text)
    wanted = {term for word in words[::2] for term in word.terms}
    expected = [(word.start, word.end) for word in words if wanted.intersection(word.terms)]
    assert [(start, end) for start, end, _ in ANALYZER.located(text, wanted)] == expected
