"""Evaluation asks as a student would and counts as documented."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from corpus import Lecture, Passage, Section
from index.evaluate import compare, evaluate, verdicts
from index.export import answer_as_json
from index.gold import holds, right_sections
from index.judgments import Judgment
from index.model import Answer, Hit, Reading, Snippet

SOURCES = {
    "Гипервизоры": "",
    "Открытые продукты": "",
    "KVM": "Представитель **пара**виртуализации.\nТормозит под нагрузкой.",
    "Xen": "Очень зрелый продукт.",
    "Плюсы и минусы": "Увеличение числа абстракций.",
}
LEVELS = {"Гипервизоры": 1, "Открытые продукты": 2, "KVM": 3, "Xen": 3, "Плюсы и минусы": 2}


def a_lecture(lecture_id: str = "virt") -> Lecture:
    """A lecture of five sections, two of them headings only."""
    sections = tuple(
        Section(f"{lecture_id}-{n}", ("Гипервизоры", heading), LEVELS[heading], text, n)
        for n, (heading, text) in enumerate(SOURCES.items(), 1)
    )
    return Lecture(lecture_id, "Гипервизоры", f"{lecture_id}.md", sections)


def a_passage(section: Section, lecture: Lecture) -> Passage:
    """The one passage of a section."""
    text = section.markdown.replace("*", "")
    place = (section.id, lecture.id, section.breadcrumb)
    return Passage(f"{section.id}-p", *place, "", section.markdown, text, (), section.line)


@dataclass
class Fake:
    """A library that finds what it is told to."""

    finds: dict[str, list[str]]
    lectures: tuple[Lecture, ...] = (a_lecture(),)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def passages_of(self, section_id: str) -> tuple[Passage, ...]:
        """A passage where there is text."""
        return tuple(
            a_passage(section, lecture)
            for lecture in self.lectures
            for section in lecture.sections
            if section.id == section_id and section.markdown
        )

    def answer(self, question: str, previous: str | None = None, limit: int = 10) -> Answer:
        """Passages of the sections listed for the question."""
        self.asked.append((question, previous))
        passages = [passage for name in self.finds.get(question, []) for passage in self.passages_of(name)]
        hits = [Hit(passage, 1.0, Snippet("", ())) for passage in passages[:limit]]
        return Answer(Reading(question, question + "!"), tuple(hits), (), 0.9 if hits else 0.2)


def judgment(question: str, *gold: str, **more: object) -> Judgment:
    """A judgment named by its question."""
    defaults: dict[str, object] = {"id": question, "question": question, "kind": "fact", "gold": gold}
    return Judgment(**(defaults | more))  # type: ignore[arg-type]


def right(*gold: str, fake: Fake | None = None, **more: object) -> set[str]:
    """Ids of the right sections of a judgment, without the problems."""
    library = fake or Fake({})
    return set(right_sections(library.lectures, library.passages_of, judgment("q", *gold, **more))[0])


def test_a_heading_counts_up_to_case_space_and_markup() -> None:
    """Lecturers copy headings by hand."""
    assert right("  **kvm**") == {"virt-3"}
    assert right("плюсы\u00a0и  МИНУСЫ") == {"virt-5"}


def test_a_heading_above_does_not_count_where_it_has_text_of_its_own() -> None:
    """Only the section itself is right, not all of its chapter."""
    lecture = a_lecture()
    told = tuple(
        Section(each.id, each.breadcrumb, each.level, each.markdown or "Обзор.", each.line)
        for each in lecture.sections
    )
    fake = Fake({}, lectures=(Lecture("virt", "", "virt.md", told),))
    assert right("Открытые продукты", fake=fake) == {"virt-2"}


def test_a_heading_without_text_stands_for_the_sections_below_it() -> None:
    """A hit inside counts, one beside does not."""
    assert right("Открытые продукты") == {"virt-2", "virt-3", "virt-4"}
    assert right("Гипервизоры") == {"virt-1", "virt-2", "virt-3", "virt-4", "virt-5"}


def test_the_file_narrows_the_headings() -> None:
    """The same heading in another lecture does not count."""
    fake = Fake({}, lectures=(a_lecture("one"), a_lecture("two")))
    assert right("KVM", fake=fake) == {"one-3", "two-3"}
    assert right("KVM", fake=fake, file=("two.md",)) == {"two-3"}


def test_words_are_found_regardless_of_space_and_markup() -> None:
    """A passage's line breaks and bold do not hide the words."""
    passages = Fake({}).passages_of("virt-3")
    assert holds(passages, "паравиртуализации. тормозит")
    assert holds(passages, None)
    assert not holds(passages, "зрелый")


def test_misfits_are_told() -> None:
    """A judgment that the notes can never satisfy is a mistake of its author."""
    evaluation = evaluate(
        Fake({}),
        [
            judgment("a", "Нет такого"),
            judgment("b", "KVM", must_contain="зрелый"),
            judgment("c", "KVM", file=("other.md",)),
        ],
    )
    assert evaluation.problems == (
        "a: the notes have no heading 'Нет такого'",
        "b: no right section holds 'зрелый'",
        "c: the notes have no file 'other.md'",
        "c: the notes have no heading 'KVM'",
    )


def test_figures_are_counted_by_kind_and_in_total() -> None:
    """Kinds in order, then the totals; refusals of both sorts."""
    fake = Fake({"one": ["virt-3"], "two": ["virt-4", "virt-3"], "para": [], "away": [], "near": ["virt-5"]})
    evaluation = evaluate(
        fake,
        [
            judgment("one", "KVM", must_contain="нагрузкой"),
            judgment("two", "KVM", kind="list"),
            judgment("para", "Xen", kind="paraphrase"),
            judgment("away", kind="unanswerable"),
            judgment("near", kind="unanswerable"),
        ],
    )
    rows = {row.name: row for row in evaluation.rows()}
    assert list(rows) == [
        "fact",
        "list",
        "paraphrase",
        "all answerable",
        "without paraphrases",
        "unanswerable",
    ]
    total = rows["all answerable"]
    assert total.questions == 3
    assert {name: round(each.mean, 3) for name, each in total.figures.items()} == {
        "hit@1": 0.333,
        "hit@3": 0.667,
        "mrr@10": 0.5,
        "ndcg@10": 0.544,
        "passage@1": 0.333,
        "refused": 0.333,
    }
    assert rows["without paraphrases"].figures["refused"].mean == 0
    assert {name: each.mean for name, each in rows["unanswerable"].figures.items()} == {"refused": 0.5}
    assert [each.rank for each in evaluation.outcomes] == [1, 2, None, None, None]


def test_the_exact_passage_is_stricter_than_its_section() -> None:
    """The right section found by a passage without the words is a hit and no exact passage."""
    evaluation = evaluate(Fake({"q": ["virt-3"]}), [judgment("q", "KVM", must_contain="зрелый")])
    (outcome,) = evaluation.outcomes
    assert (outcome.figures["hit@1"], outcome.figures["passage@1"]) == (1, 0)


def test_the_previous_question_is_asked_first() -> None:
    """A follow-up is given what the question before it was read as."""
    fake = Fake({})
    evaluate(fake, [judgment("а у xen?", "Xen", previous="минусы kvm")])
    assert fake.asked == [("минусы kvm", None), ("а у xen?", "минусы kvm!")]


def test_separation_is_of_confidence() -> None:
    """Without both sorts of question there is nothing to separate."""
    answerable, other = judgment("one", "KVM"), judgment("away", kind="unanswerable")
    assert evaluate(Fake({"one": ["virt-3"]}), [answerable, other]).separation() == 1
    assert evaluate(Fake({}), [answerable, other]).separation() == 0.5
    assert evaluate(Fake({}), [answerable]).separation() is None


def test_json_holds_metrics_and_results() -> None:
    """The documented object, ready to be dumped."""
    fake = Fake({"one": ["virt-3"], "away": []})
    evaluation = evaluate(fake, [judgment("one", "KVM"), judgment("away", kind="unanswerable")])
    result = json.loads(json.dumps(evaluation.as_json(fake.lectures)))
    assert result["metrics"]["all"] == {
        "questions": 1,
        "hit@1": 1,
        "hit@3": 1,
        "mrr@10": 1,
        "ndcg@10": 1,
        "passage@1": 1,
        "intervals": result["metrics"]["fact"]["intervals"],
        "separation": 1,
        "wrong_refusals": 0,
        "refused_unanswerable": 1,
    }
    found, refused = result["results"]
    assert (found["id"], found["answered"], found["hits"][0]["file"], found["good"]) == (
        "one",
        True,
        "virt.md",
        True,
    )
    assert (refused["answered"], refused["hits"], refused["rank"]) == (False, [], None)


def test_an_answer_as_json_is_cut_to_its_limit() -> None:
    """The object of one answer, the best hits first."""
    fake = Fake({"q": ["virt-4", "virt-3"]})
    row = answer_as_json(fake.answer("q"), fake.lectures, limit=1)
    assert row["hits"] == [
        {
            "file": "virt.md",
            "breadcrumb": ["Гипервизоры", "Xen"],
            "line": 4,
            "text": "Очень зрелый продукт.",
            "score": 1.0,
        }
    ]
    assert (row["question"], row["read_as"], row["near"]) == ("q", "q!", [])


def test_two_runs_are_compared_by_id() -> None:
    """What got better and worse, what is new and what is gone."""
    questions = [judgment(name, "KVM") for name in ("a", "b", "c")]
    before = evaluate(Fake({"a": ["virt-3"], "c": ["virt-3"]}), questions)
    now = evaluate(Fake({"b": ["virt-3"], "c": ["virt-3"]}), [*questions[:2], judgment("d", "KVM")])
    change = compare(verdicts(before), now)
    assert (change.better, change.worse, change.added, change.removed) == (("b",), ("a",), ("d",), ("c",))


def test_groups_without_questions_are_left_out() -> None:
    """No row of the table is made of nothing."""
    evaluation = evaluate(Fake({}), [judgment("погода", kind="unanswerable")])
    assert [row.name for row in evaluation.rows()] == ["unanswerable"]


def test_a_gold_heading_may_name_those_above_it() -> None:
    """Where headings are alike, the way to one of them tells which; one that leads nowhere is a problem."""
    assert right("Гипервизоры › KVM") == {"virt-3"}
    assert right("Контейнеры › KVM") == set()
    lectures = (a_lecture(),)
    _, problems = right_sections(lectures, Fake({}).passages_of, judgment("q", "Контейнеры › KVM"))
    assert problems == ("the notes have no heading 'Контейнеры › KVM'",)
