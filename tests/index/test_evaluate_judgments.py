"""Files of questions are read as documented, and every mistake in them is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.judgments import Judgment, JudgmentsError, judgment_line, load_judgments, parse_judgments

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '{"id": "K1", "question": "минусы kvm", "kind": "list", "gold": ["KVM"]}'


def problems_of(source: str) -> tuple[str, ...]:
    """What is wrong with a file of questions."""
    with pytest.raises(JudgmentsError) as caught:
        parse_judgments(source, "q.jsonl")
    return caught.value.problems


def test_a_line_with_all_keys_is_read() -> None:
    """Every documented key arrives, lists as tuples."""
    row = {
        "id": "K2",
        "question": "а у xen?",
        "kind": "followup",
        "gold": ["Xen"],
        "file": ["a/README.md"],
        "must_contain": "зрелый",
        "previous": "минусы kvm",
    }
    (judgment,) = parse_judgments(json.dumps(row), "q")
    assert judgment == Judgment(
        "K2", "а у xen?", "followup", ("Xen",), ("a/README.md",), "зрелый", "минусы kvm"
    )


def test_null_means_not_given() -> None:
    """Optional keys may be null, as exporting programs write them."""
    (judgment,) = parse_judgments(GOOD[:-1] + ', "file": null, "must_contain": null, "previous": null}', "q")
    assert judgment == Judgment("K1", "минусы kvm", "list", ("KVM",))


def test_an_empty_gold_list_is_unanswerable() -> None:
    """No gold heading says that the notes hold no answer."""
    (judgment,) = parse_judgments(GOOD.replace('["KVM"]', "[]"), "q")
    assert not judgment.answerable


def test_all_problems_are_told_with_their_lines() -> None:
    """One run shows all that has to be mended."""
    lines = (
        GOOD,
        "{not json",
        "",
        "[1]",
        '{"id": "", "question": 3, "kind": "x", "gold": "KVM", "golden": 1}',
        GOOD,
        '{"id": "K9", "question": "?", "kind": "x", "gold": [1], "file": "a.md", "previous": ""}',
    )
    found = problems_of("\n".join(lines))
    assert [problem.split(": ", 1)[0] for problem in found] == [
        "q.jsonl:2",
        "q.jsonl:4",
        *["q.jsonl:5"] * 4,
        "q.jsonl:6",
        *["q.jsonl:7"] * 3,
    ]
    assert "'golden' is no known key" in found[2]
    assert "'K1' was used above" in found[6]


def test_missing_keys_are_named() -> None:
    """Each missing key is told on its own."""
    assert problems_of('{"id": "K1"}') == tuple(
        f"q.jsonl:1: '{key}' is missing" for key in ("question", "kind", "gold")
    )


def test_a_file_without_questions_is_a_problem() -> None:
    """An empty file would otherwise count as a perfect score."""
    assert problems_of("\n \n") == ("q.jsonl: holds no questions",)


def test_deep_nesting_is_a_problem_of_its_line() -> None:
    """A hostile line does not take the program down."""
    assert len(problems_of("[" * 100_000)) == 1


def test_line_separators_inside_a_question_do_not_break_it() -> None:
    """U+2028 is legal inside a JSON string."""
    (judgment,) = parse_judgments(GOOD.replace("kvm", "kvm\u2028x"), "q")
    assert judgment.question == "минусы kvm\u2028x"


def test_a_file_is_read_with_a_byte_order_mark(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    (tmp_path / "q.jsonl").write_text("\ufeff" + GOOD + "\r\n", encoding="utf-8")
    assert load_judgments(tmp_path / "q.jsonl")[0].id == "K1"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """The path is told, without a traceback's details."""
    with pytest.raises(JudgmentsError, match="cannot be read"):
        load_judgments(tmp_path / "none.jsonl")


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    """A wrong encoding is told instead of garbled questions."""
    (tmp_path / "q.jsonl").write_bytes(GOOD.encode("cp1251"))
    with pytest.raises(JudgmentsError, match="not UTF-8"):
        load_judgments(tmp_path / "q.jsonl")


@pytest.mark.parametrize(
    "judgment",
    [
        Judgment("K1", "минусы kvm", "list", ("KVM",)),
        Judgment("K2", "а у xen?", "followup", ("Xen", "KVM"), ("x.md",), "зрелый «продукт»", "минусы kvm"),
        Judgment("U1", "погода", "unanswerable", ()),
    ],
)
def test_a_written_line_is_read_back(judgment: Judgment) -> None:
    """What a program writes to the file is what it reads from it."""
    line = judgment_line(judgment)
    assert "\n" not in line
    assert parse_judgments(line, "q") == (judgment,)


def test_the_shared_questions_are_read(shared: Path) -> None:
    """The files that lecturers' questions look like are accepted as they are."""
    for name in ("lecture", "course"):
        judgments = load_judgments(shared / "questions" / f"{name}.jsonl")
        assert {each.kind for each in judgments} >= {"definition", "unanswerable", "followup"}
