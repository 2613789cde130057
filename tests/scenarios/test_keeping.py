"""Instructors keep the notes from their chat: reloads, files that are sent, going back. Nobody else can."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.app.background import running
from bot.courses.course import empty_course
from bot.courses.work import Reload
from bot.desktaps import Replace
from bot.handlers import ask
from bot.taps import to_data
from bot.texts import RU

if TYPE_CHECKING:
    from bot.handlers.ask import LookedUp, Question
    from bot.handlers.turn import Turn
    from tests.campus import Campus
    from tests.fake.shown import Shown

LXC = "# LXC\n\n## Что такое LXC\n\nLXC — это контейнеры прямо на ядре Linux.\n".encode()
FILE = "hypervisors/README.md"


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _edit(campus: Campus, old: str, new: str) -> None:
    path = campus.town.notes / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _last(campus: Campus) -> Shown:
    return campus.prof.messages[-1]


async def test_reload_takes_over_what_was_edited(campus: Campus) -> None:
    """And says so; before, nothing has changed."""
    anna = campus.town.fake.private("Анна")
    heard = await campus.prof.says("/reload")
    assert [one.text for one in heard.new] == [
        "Смотрю, это займёт несколько секунд.",
        "В конспекте ничего не изменилось.",
    ]
    _edit(campus, "зрелый", "старейший")
    assert "старейший" not in (await anna.says("что такое xen")).text
    heard = await campus.prof.says("/reload")
    assert heard.new[-1].text.startswith("Конспект обновлён: 2 лекции")
    assert "старейший" in (await anna.says("что такое xen")).text
    assert "reload the notes: /reload" in await campus.audit()


async def test_files_that_change_are_read_by_themselves(campus: Campus) -> None:
    """The staff chat hears of it without having asked."""
    async with running(campus.town.app.keeper.watch(), "watching"):
        for attempt in range(100):  # the watch needs a moment until it sees anything
            _edit(campus, *(("зрелый", "зрелый") if attempt else ("зрелый", "старейший зрелый")))
            await asyncio.sleep(0.2)
            await campus.town.app.settled()
            if "обновлён" in _last(campus).text:
                break
    assert _last(campus).text.startswith("Конспект обновлён")
    assert "старейший" in (await campus.town.fake.private("Анна").says("что такое xen")).text


async def test_broken_notes_keep_the_old_ones(campus: Campus) -> None:
    """The staff chat gets file and line, students notice nothing."""
    (campus.town.notes / FILE).write_bytes(b"# KVM\n\n\x00\n")
    campus.town.app.keeper.request(Reload(""))
    await campus.town.app.settled()
    assert "отвечаю по прежнему" in _last(campus).text
    assert f"{FILE}:3: это не текст" in _last(campus).text
    assert "сбой ядра" in (await campus.town.fake.private("Анна").says("минусы kvm")).text


async def test_a_file_that_cannot_be_read_is_not_offered(campus: Campus) -> None:
    """There is nothing to apply: its line and the reason, without buttons."""
    for content in (b"# New\n\n\x00\n", b"\n"):
        heard = await campus.prof.sends_file("document", content, name="new.md")
        assert "отвечаю по прежнему" in heard.new[-1].text
        assert heard.new[-1].buttons == []
    assert "new.md: в файле нет текста" in _last(campus).text


async def test_a_file_is_shown_applied_and_undone(campus: Campus) -> None:
    """Nothing changes before the button; every step is in the audit log."""
    anna = campus.town.fake.private("Анна")
    heard = await campus.prof.sends_file("document", LXC, name="lxc.md")
    preview = heard.new[-1]
    assert "lxc.md — вот что изменится:" in preview.text
    assert "Новых разделов: 2" in preview.text
    assert "LXC › Что такое LXC" in preview.text
    assert preview.buttons == ["Применить", "Отменить"]
    assert "прямо на ядре" not in (await anna.says("что такое lxc?")).text
    heard = await campus.prof.presses("Применить")
    assert heard.toast == "Смотрю, это займёт несколько секунд."
    assert heard.new[-1].text == "Готово, отвечаю по новому конспекту. Вернуть прежний: /undo"
    assert heard.edited[0].buttons == []
    assert "прямо на ядре" in (await anna.says("что такое lxc?")).text
    assert (await campus.prof.says("/undo")).new[-1].text == "Вернул прежний конспект."
    assert "прямо на ядре" not in (await anna.says("что такое lxc?")).text
    assert (await campus.prof.says("/undo")).new[-1].text == "Возвращать нечего: прежних версий нет."
    audit = await campus.audit()
    assert "upload notes: lxc.md" in audit
    assert "upload notes: accept" in audit
    assert audit.count("undo a change of notes: /undo") == 2


async def test_a_restart_between_the_proposal_and_the_decision(campus: Campus) -> None:
    """The button still works."""
    await campus.prof.sends_file("document", LXC, name="lxc.md")
    await campus.town.restarts()
    assert (await campus.prof.presses("Применить")).new[-1].text.startswith("Готово")
    await campus.town.restarts()
    anna = campus.town.fake.private("Анна")
    assert "прямо на ядре" in (await anna.says("что такое lxc?")).text
    assert (await campus.prof.says("/undo")).new[-1].text == "Вернул прежний конспект."
    assert "прямо на ядре" not in (await anna.says("что такое lxc?")).text


async def test_an_archive_tells_which_pictures_it_removes(campus: Campus) -> None:
    """They are not among those that it brings."""
    new = {"lxc.md": LXC, "image.png": b"another"}
    preview = (await campus.prof.sends_file("document", _zip(new), name="all.zip")).new[-1].text
    assert "Другие файлы: 1\n\n• image.png\n" in preview
    assert "Исчезнет других файлов: 2\n\n• hypervisors/layers.png\n• registry.png\n" in preview


async def test_another_file_in_the_instructors_chat_is_no_question(campus: Campus) -> None:
    """What can be sent is said, to the instructor only."""
    heard = await campus.prof.sends_file("document", b"PK", name="lecture.docx")
    assert heard.only.text.startswith("Понимаю только файлы .md")
    anna = campus.town.fake.private("Анна")
    assert (await anna.sends_file("document", b"PK", name="lecture.docx")).only.text == RU.talk.no_text


async def test_a_proposal_is_decided_once(campus: Campus) -> None:
    """Cancelled is cancelled, and an old button does no harm."""
    preview = (await campus.prof.sends_file("document", LXC, name="lxc.md")).new[-1]
    data = preview.keyboard[0][0]["callback_data"]
    heard = await campus.prof.presses("Отменить")
    assert heard.edited[0].text == "Хорошо, всё остаётся как было."
    heard = await campus.prof.sends_press(preview.json, data)
    assert heard.toast == "Этого файла уже нет, пришлите его ещё раз."
    assert not (campus.town.notes / "lxc.md").exists()


async def test_a_whole_course_with_pictures_comes_as_an_archive(campus: Campus) -> None:
    """Lectures that are not in it go; what is no note is named and left out."""
    picture = (campus.town.notes / "image.png").read_bytes()
    sent = _zip({"c/lxc.md": LXC + b"\n![](p.png)\n", "c/p.png": picture, "c/run.exe": b"MZ"})
    preview = (await campus.prof.sends_file("document", sent, name="course.zip")).new[-1].text
    assert "Исчезнет разделов" in preview
    assert "c/run.exe" in preview
    await campus.prof.presses("Применить")
    heard = await campus.town.fake.private("Анна").says("что такое lxc?")
    assert heard.new[0].photo
    assert not (campus.town.notes / FILE).exists()
    await campus.prof.says("/undo")
    assert (campus.town.notes / FILE).exists()
    assert not (campus.town.notes / "p.png").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "bomb.zip",
            _zip({"a.md": b"a" * 30_000_000}),
            "Один из файлов распаковывается подозрительно сильно.",
        ),
        ("evil.zip", _zip({"../../evil.md": b"# x"}), "В архиве имя файла, которое ведёт за пределы папки."),
        ("half.zip", _zip({"a.md": LXC})[:40], "Архив не открывается"),
        ("empty.zip", _zip({"a.txt": b"x"}), "В архиве нет ни одного файла .md."),
    ],
)
async def test_bad_archives_are_refused_kindly(campus: Campus, name: str, content: bytes, said: str) -> None:
    """In a word, without buttons."""
    told = (await campus.prof.sends_file("document", content, name=name)).new[-1]
    assert told.text.startswith(said)
    assert told.buttons == []
    assert not (campus.town.notes.parent / "evil.md").exists()


async def test_in_a_staff_group_a_file_needs_a_word(campus: Campus) -> None:
    """A caption, or a reply to the bot: colleagues send each other files as well."""
    group = campus.town.fake.group("Кафедра")
    boris = group.member("Борис")
    bound = await campus.bind(boris)
    assert len(await boris.sends_file("document", LXC, name="lxc.md")) == 0
    heard = await boris.sends_file("document", LXC, name="lxc.md", caption="/upload")
    assert "lxc.md — вот что изменится" in heard.new[-1].text
    heard = await boris.sends_file("document", LXC, name="lxc.md", reply_to=bound.new[0])
    assert "lxc.md — вот что изменится" in heard.new[-1].text
    assert "Жду файл .md" in (await boris.says("/upload")).only.text
    heard = await boris.sends_file("document", b"PK", name="lxc.docx", caption="/upload")
    assert heard.new[-1].text == "Понимаю только файлы .md и архивы .zip."
    vera = group.member("Вера")  # everybody in the staff chat is an instructor
    assert (await vera.presses("Применить")).new[-1].text.startswith("Готово")


async def test_students_cannot_do_any_of_it(campus: Campus) -> None:
    """They get what an unknown command, file or button gets, and nothing is changed or written down."""
    anna = campus.town.fake.private("Анна")
    preview = (await campus.prof.sends_file("document", LXC, name="lxc.md")).new[-1]
    before = await campus.audit()
    unknown = (await anna.says("/nonsense")).text
    for command in ("/reload", "/undo", "/upload"):
        assert (await anna.says(command)).text == unknown
    assert (await anna.sends_file("document", LXC, name="lxc.md", caption="/upload")).text == unknown
    assert "Вопрос нужно написать словами" in (await anna.sends_file("document", LXC, name="lxc.md")).text
    answer = await anna.says("что такое том")
    stolen = preview.keyboard[0][0]["callback_data"]
    for data in (stolen, to_data(Replace(1, 1)), to_data(Replace(1, 0))):
        heard = await anna.presses("Помогло", on=answer.only, data=data)
        assert heard.toast == RU.toasts.old
    assert await campus.audit() == before
    group = campus.town.fake.group("ВТ-21")
    petr = group.member("Пётр", admin=True)
    assert len(await petr.says("/reload")) == 0
    assert not (campus.town.notes / "lxc.md").exists()


async def test_the_owner_keeps_notes_in_private(campus: Campus) -> None:
    """Without a staff chat of their own."""
    owner = campus.town.fake.private("Олег")
    await campus.town.restarts(owner=owner.id)
    assert (await owner.says("/reload")).new[-1].text == "В конспекте ничего не изменилось."
    await owner.sends_file("document", LXC, name="lxc.md")
    assert (await owner.presses("Применить")).new[-1].text.startswith("Готово")


async def test_an_answer_in_flight_finishes_on_the_notes_it_began_with(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The course is replaced in the middle of a question."""
    look_up = ask.look_up

    def replaced_meanwhile(turn: Turn, question: Question) -> LookedUp:
        campus.town.app.shelf.put(empty_course("", campus.town.notes))
        return look_up(turn, question)

    monkeypatch.setattr(ask, "look_up", replaced_meanwhile)
    anna = campus.town.fake.private("Анна")
    assert "сбой ядра" in (await anna.says("минусы kvm")).text
    monkeypatch.undo()
    assert "ещё не готов" in (await anna.says("что такое том")).text


async def test_links_to_sections_survive_a_reload(campus: Campus) -> None:
    """Where the headings do."""
    section = campus.town.app.shelf.of("").outline.order[1]
    anna = campus.town.fake.private("Анна")
    before = (await anna.starts(f"s-{section.id}")).text
    (campus.town.notes / "a.md").write_bytes(LXC)
    await campus.prof.says("/reload")
    assert (await anna.starts(f"s-{section.id}")).text == before


async def test_what_was_asked_for_outlives_the_process(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file sent just before the bot is stopped is looked at by the next process, once."""
    started, keep_waiting = asyncio.Event(), asyncio.Event()

    async def hang(*_: object) -> None:
        started.set()
        await keep_waiting.wait()

    with monkeypatch.context() as patch:
        patch.setattr("bot.courses.proposals.Proposals.propose", hang)
        asked = asyncio.create_task(campus.prof.sends_file("document", LXC, name="lxc.md"))
        await asyncio.wait_for(started.wait(), 20)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        await campus.town.restarts()
    await campus.town.app.settled()
    offers = [shown for shown in campus.cards if "Применить" in shown.buttons]
    assert len(offers) == 1
    await campus.town.restarts()
    await campus.town.app.settled()
    assert len([shown for shown in campus.cards if "Применить" in shown.buttons]) == 1
