"""Marks in finished texts, and passages as answers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entity, EntityKind, Rich
from bot.render import (
    Look,
    bold,
    code,
    find_sentence,
    italic,
    join,
    link,
    mark,
    render_answer,
    render_breadcrumb,
    render_markdown,
    render_passage,
    split,
)
from bot.render.runs import runs_of
from corpus import Passage, Picture
from index import Hit, Snippet, Span
from tests.tdlib import judge

PASSAGE = Passage(
    id="aaaaaaaaaa-bbbb",
    section_id="aaaaaaaaaa",
    lecture_id="kvm",
    breadcrumb=("Введение в виртуализацию. Типы и функции гипервизоров", "Open source", "KVM"),
    label="",
    markdown="Это __модуль ядра__. Гипервизор `kvm` быстр.\n\n![Схема](kvm.png)\n\nГипервизор бесплатен.",
    text="Это модуль ядра. Гипервизор kvm быстр.\nСхема\nГипервизор бесплатен.",
    pictures=(Picture("kvm.png", "Схема", "kvm.png"),),
    line=1,
)


def find(word: str) -> list[Span]:
    """Finds a word in PASSAGE-like texts."""
    return [Span(*match.span()) for match in re.finditer("(?i)гипервизор", word)]


def covered(rich: Rich, kind: EntityKind) -> list[str]:
    """The texts that a kind covers."""
    return [rich.text[run.start : run.end] for run in runs_of(rich) if run.kind is kind]


def test_words_are_bold() -> None:
    """Marked words are bold, with offsets in UTF-16."""
    assert mark(Rich("😀 kvm"), [Span(2, 5)]).entities == (Entity(EntityKind.BOLD, 3, 3),)


def test_bold_words_are_underlined() -> None:
    """A mark on bold text would not be seen."""
    marked = mark(join(bold("KVM — модуль"), " KVM"), [Span(0, 3), Span(13, 16)])
    assert covered(marked, EntityKind.UNDERLINE) == ["KVM"]
    assert covered(marked, EntityKind.BOLD) == ["KVM — модуль", "KVM"]


def test_code_is_left_alone() -> None:
    """Marks are cut around code, and a mark inside code is none."""
    base = join("run ", code("kvm"), " now")
    assert covered(mark(base, [Span(4, 7)]), EntityKind.BOLD) == []
    assert covered(mark(base, [Span(0, 11)]), EntityKind.BOLD) == ["run", "now"]


def test_marks_inside_links() -> None:
    """A mark within a link stays within it; one across its edge is cut there."""
    base = join("see ", link("the page", "https://a.ru"), " now")
    assert covered(mark(base, [Span(8, 16)]), EntityKind.BOLD) == ["page", "now"]
    assert not judge(mark(base, [Span(0, 16)]))


def test_marks_beyond_the_text_are_ignored() -> None:
    """Spans of another text cannot break this one."""
    assert mark(Rich("abc"), [Span(2, 9), Span(50, 60), Span(1, 1)]).entities == (
        Entity(EntityKind.BOLD, 2, 1),
    )


def test_no_room_for_marks() -> None:
    """A text of a hundred entities takes no mark."""
    full = join(*(join(code("c"), " ") for _ in range(100)), "word")
    assert mark(full, [Span(200, 204)]) == full


def test_marks_give_way_where_entities_are_scarce() -> None:
    """A hundred entities are not exceeded; the first marks win."""
    text = "kvm " * 150
    marked = mark(Rich(text.strip()), [Span(at, at + 3) for at in range(0, len(text), 4)])
    assert 0 < len(marked.entities) <= 100
    assert marked.entities[0].offset == 0


@given(
    st.sampled_from(
        ["**a b** `c d` [e `f` g](https://a.ru) *h*", "> a **b**\n\n```\nc\n```\n\n- d `e`", "😀 *b*"]
    ),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
    st.sampled_from([EntityKind.BOLD, EntityKind.ITALIC, EntityKind.UNDERLINE, EntityKind.STRIKE]),
)
def test_marked_texts_are_taken(markdown: str, places: list[tuple[int, int]], kind: EntityKind) -> None:
    """Wherever marks fall, Telegram takes the text as it is."""
    rich = render_markdown(markdown)
    assert judge(mark(rich, [Span(min(ends), max(ends)) for ends in places], kind)) == []


def test_sentences_are_found_across_line_ends() -> None:
    """White space may differ between the notes and the message; special characters mean themselves."""
    text = "Что?\n• Это (C++),\n    ядро."
    found = find_sentence(text, "Это (C++), ядро.")
    assert found is not None
    assert text[slice(*found)] == "Это (C++),\n    ядро."
    assert find_sentence("Плюсы:\n• один;\n2. два", "Плюсы: один; два") == (0, 21)
    assert find_sentence(text, "другое") is None
    assert find_sentence(text, " ") is None


def test_a_passage_stands_under_its_headings() -> None:
    """The way to it is one bold line; headings on the way are short, its own is whole."""
    rich = render_passage(PASSAGE)
    head, _, body = rich.text.partition("\n")
    assert head == "Введение в виртуализацию › Open source › KVM"
    assert rich.entities[0] == Entity(EntityKind.BOLD, 0, len(head))
    assert body == "Это модуль ядра. Гипервизор kvm быстр.\n\nГипервизор бесплатен."


def test_long_headings_are_cut_on_the_way() -> None:
    """Only the passage's own heading is shown whole, and none twice in a row."""
    long = "Очень длинный заголовок, который не поместился бы ни в какую разумную строку"
    assert render_breadcrumb((long, "A", "A", long)).text == (
        "Очень длинный заголовок, который не поместился… › A › " + long
    )
    assert render_breadcrumb(("A",), "Плюсы").text == "A › Плюсы"


def test_a_label_is_shown_once() -> None:
    """The lead-in of a list is in its text; where it is not, it goes into the heading."""
    led = replace(PASSAGE, label="Плюсы", markdown="Плюсы:\n- быстро")
    cut_off = replace(PASSAGE, label="Плюсы", markdown="- быстро")
    assert render_passage(led).text.endswith("KVM\nПлюсы:\n• быстро")
    assert render_passage(cut_off).text.endswith("KVM › Плюсы\n• быстро")


def test_the_sentence_is_underlined_and_its_words_are_bold() -> None:
    """Words are marked in the sentence that answers only."""
    rich = render_passage(PASSAGE, words=find, sentence="Гипервизор kvm быстр.")
    assert covered(rich, EntityKind.BOLD) == [
        "Введение в виртуализацию › Open source › KVM",
        "модуль ядра",
        "Гипервизор",
    ]
    assert "".join(covered(rich, EntityKind.UNDERLINE)) == "Гипервизорбыстр."
    assert not judge(rich)


def test_without_a_sentence_all_words_are_bold() -> None:
    """A sentence that is not found leaves the words."""
    rich = render_passage(PASSAGE, words=find, sentence="Чего нет, того нет.")
    assert covered(rich, EntityKind.BOLD).count("Гипервизор") == 2


def test_a_sentence_that_is_all_does_not_stand_out() -> None:
    """Nothing is underlined where everything would be."""
    rich = render_passage(replace(PASSAGE, markdown="Гипервизор быстр."), sentence="Гипервизор быстр.")
    assert covered(rich, EntityKind.UNDERLINE) == []


def test_a_hit_is_a_passage_with_its_snippet() -> None:
    """The snippet's sentence is the one marked."""
    hit = Hit(PASSAGE, 1.0, Snippet("Гипервизор бесплатен.", ()))
    assert render_answer(hit, words=find) == render_passage(PASSAGE, words=find, sentence=hit.snippet.text)


@pytest.mark.parametrize(("pictures", "shown"), [(True, False), (False, True)])
def test_pictures_are_sent_or_described(pictures: bool, shown: bool) -> None:  # noqa: FBT001 - parameters of a test
    """Where pictures are off their descriptions are in the text."""
    assert ("Схема" in render_passage(PASSAGE, look=Look(pictures=pictures)).text) is shown


def test_missing_pictures_are_described() -> None:
    """A picture whose file is not there cannot be sent."""
    missing = replace(PASSAGE, pictures=(Picture("kvm.png", "Схема", None),))
    assert covered(render_passage(missing), EntityKind.ITALIC) == ["Схема"]


def test_lines_above_and_below() -> None:
    """How the question was read stands above the heading, the date below the passage."""
    rich = render_passage(PASSAGE, look=Look(above=italic("Понял как: KVM"), below="12 мая"))
    assert rich.text.startswith("Понял как: KVM\nВведение")
    assert rich.text.endswith("\n12 мая")
    assert covered(rich, EntityKind.ITALIC) == ["Понял как: KVM", "12 мая"]


def test_long_passages_fold() -> None:
    """The passage is in a quote that unfolds, its heading is not."""
    rich = render_passage(PASSAGE, look=Look(fold_over=20))
    assert covered(rich, EntityKind.FOLDED_QUOTE) == [rich.text.partition("\n")[2]]
    assert not judge(rich)
    assert covered(render_passage(PASSAGE, look=Look(fold_over=2000)), EntityKind.FOLDED_QUOTE) == []


def test_folding_does_not_hide_the_sentence() -> None:
    """Deep in a folded passage the sentence is told first, its words bold; near the top it is seen anyway."""
    deep = replace(PASSAGE, markdown="Начало. " * 40 + "\n\nГипервизор бесплатен.\n\n" + "Конец. " * 40)
    look = Look(fold_over=100)
    rich = render_passage(deep, words=find, sentence="Гипервизор бесплатен.", look=look)
    assert rich.text.split("\n")[1] == "Гипервизор бесплатен."
    assert covered(rich, EntityKind.BOLD)[1:] == ["Гипервизор", "Гипервизор"]
    assert covered(rich, EntityKind.UNDERLINE) == ["Гипервизор бесплатен."]
    assert not judge(rich)
    near = render_passage(deep, words=find, sentence="Начало. Начало.", look=look)
    assert near.text.split("\n")[1].startswith("Начало. Начало. Начало.")


def test_compact_answers_keep_the_sentence() -> None:
    """In a group the passage is cut to what is around its best sentence, marks included."""
    long = replace(PASSAGE, markdown="Начало. " * 40 + "\n\nГипервизор бесплатен.\n\n" + "Конец. " * 40)
    rich = render_passage(long, words=find, sentence="Гипервизор бесплатен.", look=Look(at_most=60))
    assert rich.text.partition("\n")[2] == "…\nГипервизор бесплатен.\n…"
    assert "Гипервизор" in covered(rich, EntityKind.BOLD)
    assert len(split(rich)) == 1


def test_a_passage_of_a_picture_alone_is_its_heading() -> None:
    """Nothing but the heading is left beside the picture."""
    assert render_passage(replace(PASSAGE, markdown="![Схема](kvm.png)")).text.endswith("› KVM")
