"""The benchmark's own parts: damage repeats itself, parts can be switched off, the page is generated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Library
from tests.benchmarks.ablation import PARTS, switch_off
from tests.benchmarks.damage import DAMAGES, in_latin, keywords, names_in_cyrillic, two_typos, wrong_layout
from tests.benchmarks.hostile import INPUTS
from tests.benchmarks.peers import best, snowball
from tests.benchmarks.report import DOCS, page
from tests.benchmarks.sets import Corpus, Question, a_paragraph

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "Сколько виртуальных машин запускает гипервизор Xen, и зачем?"


@pytest.mark.parametrize("way", DAMAGES)
def test_damage_is_the_same_on_every_run(way: str) -> None:
    """Benchmarks of different days ask the same."""
    assert DAMAGES[way](QUESTION) == DAMAGES[way](QUESTION) != QUESTION


def test_the_wrong_layout_is_what_the_keys_give() -> None:
    """Letters and signs of the Russian layout become those of the Latin one, Latin names stay."""
    assert wrong_layout("Что такое Xen, объект?") == "Xnj nfrjt Xen? j,]trn&"


def test_transliteration_works_both_ways() -> None:
    """Russian in Latin letters, Latin names as they sound."""
    assert in_latin("Что значит щит") == "Chto znachit schit"
    assert names_in_cyrillic("чем Docker лучше Xen") == "чем докер лучше ксен"


def test_two_words_are_mistyped_at_most() -> None:
    """All other words stay as they were."""
    before, after = QUESTION.split(), two_typos(QUESTION).split()
    assert 1 <= sum(one != other for one, other in zip(before, after, strict=True)) <= 2


def test_three_keywords_are_left() -> None:
    """Question words and function words go first; the rest keeps its order."""
    words = keywords(QUESTION).split()
    assert len(words) == 3
    assert not {"Сколько", "и", "зачем"} & set(words)
    assert [QUESTION.index(word) for word in words] == sorted(QUESTION.index(word) for word in words)
    assert keywords("что такое Xen?") == "Xen"


def test_best_documents_come_in_order_with_ties_by_number() -> None:
    """Nothing without a score is a result."""
    assert best(np.array([0.0, 2.0, 1.0, 2.0, 1.0]), 3) == [1, 3, 2]
    assert best(np.array([0.0, 0.5]), 3) == [1]


def test_stems_ignore_accents_and_yo() -> None:
    """Stress marks of encyclopedias do not tear words."""
    assert snowball()("Правово́е ёлка Machines") == ["правов", "елк", "machin"]


def test_documents_join_the_passages_of_a_section_under_its_headings() -> None:
    """What engines without fields are given."""
    passage, _ = a_paragraph(7, "Xen", "Зрелый продукт.")
    corpus = Corpus("c", (passage,), (), (Question("Xen?", frozenset({passage.section_id})),))
    assert corpus.documents() == {passage.section_id: "Xen\nЗрелый продукт."}
    assert corpus.damaged("three keywords") == (Question("Xen", frozenset({passage.section_id})),)


@pytest.mark.parametrize("part", PARTS)
def test_a_library_works_without_any_part(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ablation replaces is there, and what it is replaced with fits; all is as before afterwards."""
    replaced: list[str] = []

    def replace(owner: object, name: str, value: object) -> None:
        replaced.append(name)
        monkeypatch.setattr(owner, name, value)

    monkeypatch.setattr("tests.benchmarks.ablation.setattr", replace, raising=False)
    switch_off(part)
    assert replaced
    passage, _ = a_paragraph(0, "Гипервизор Xen", "Гипервизор Xen запускает виртуальные машины.")
    other, _ = a_paragraph(1, "Печень", "Вырабатывает желчь.")
    answer = Library.of((passage, other)).answer(QUESTION, "Что такое Xen?")
    assert [hit.passage for hit in answer.hits][:1] == [passage]


def test_hostile_inputs_are_hostile() -> None:
    """The list holds what the notes to it promise."""
    assert max(map(len, INPUTS.values())) >= 1_000_000
    assert "" in INPUTS.values()


def test_the_page_is_generated(tmp_path: Path) -> None:
    """docs/benchmarks.md is what the kept figures make, not edited by hand."""
    kept = DOCS / "benchmarks.json"
    if not kept.is_file():
        pytest.skip("nothing has been measured yet")
    (tmp_path / "page.md").write_text(page(json.loads(kept.read_text(encoding="utf-8"))), encoding="utf-8")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == (DOCS / "benchmarks.md").read_text(
        encoding="utf-8"
    )
