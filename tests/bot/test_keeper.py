"""The keeper of the notes: reloads that replace the course or keep it, one message for all processes."""

from __future__ import annotations

import asyncio
import io
import logging
import zipfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot import taps
from bot.app.background import running
from bot.courses import errands
from bot.courses import keeper as keeping
from bot.courses.course import Shelf
from bot.courses.keeper import Keeper
from bot.courses.proposals import recover, versions_of
from bot.courses.reading import digest_of, open_all
from bot.courses.upload import MAX_UPLOAD
from bot.courses.work import Accept, Asker, Means, Propose, Reload, Undo, Upload, proposal_fact, proposal_ref
from bot.desktaps import Replace
from bot.model import Edit, Place, PlaceKind, Reply
from bot.pipeline import DeliveryRetry
from bot.storage import StorageUnavailableError
from tests.reading import Reader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.courses.work import Job
    from bot.model import Outgoing
    from bot.storage import Store
    from tests.storage_fixtures import TestClock

KVM = "# KVM\n\nKVM — часть ядра Linux.\n\n## Минусы\n\nСбои под нагрузкой.\n"
XEN = "# Xen\n\nXen — зрелый гипервизор.\n"
BROKEN = b"# KVM\n\n\x00 no text\n"
STAFF = Place(-100500, PlaceKind.GROUP)
ASKER = Asker(STAFF, "ru", 7)
READ = Reader()


@dataclass
class Office:
    """A keeper over a folder, and what it tells."""

    store: Store
    keeper: Keeper
    shelf: Shelf
    root: Path
    kept: Path
    sent: dict[str, bytes] = field(default_factory=dict)
    """Files that can be downloaded."""

    async def asked(self, *jobs: Job) -> list[Outgoing]:
        """Have something done; what was said about it."""
        for job in jobs:
            self.keeper.request(job)
        await asyncio.wait_for(self.keeper.settled(), 20)
        return await self.said()

    async def said(self) -> list[Outgoing]:
        """What is to be sent to the staff, once."""
        async with self.store.transaction() as tx:
            (waiting,) = await tx.outbox.open([STAFF.chat])
            await tx.outbox.sent([one.id for one in waiting.rows])
        return [one.outgoing for one in waiting.rows if one.outgoing]

    async def texts(self, *jobs: Job) -> list[str]:
        """The same as plain texts."""
        return [one.text.text for one in await self.asked(*jobs) if isinstance(one, (Reply, Edit))]

    def answer(self, question: str) -> str:
        """The first passage of the answer that is given now."""
        hits = self.shelf.of("").library.answer(question).hits
        return hits[0].passage.text if hits else ""

    def upload(self, name: str, content: bytes) -> Upload:
        """A file that can be downloaded."""
        self.sent[name] = content
        return Upload(name, name, len(content))

    async def waits(self, stamp: int) -> bool:
        """Whether a proposal can still be decided on."""
        async with self.store.snapshot() as tx:
            fact = proposal_fact(tx.key("place", STAFF.chat, STAFF.topic), stamp)
            return await tx.facts.get(fact) is not None


@asynccontextmanager
async def office(
    store: Store, folder: Path, *, fixed: bool = False, one_file: bool = False
) -> AsyncIterator[Office]:
    """A course of two lectures with a keeper at work and a staff chat."""
    root = folder / "course"
    if not root.exists():
        root.mkdir()
        (root / "kvm.md").write_text(KVM, encoding="utf-8")
        (root / "xen.md").write_text(XEN, encoding="utf-8")
    sources = {"": root / "kvm.md" if one_file else root}
    opened = open_all(sources, READ)
    shelf = Shelf(*opened.courses)
    sent: dict[str, bytes] = {}

    async def download(file_id: str, limit: int) -> bytes | None:
        if file_id == "later":
            raise DeliveryRetry(1)
        content = sent.get(file_id)
        return content if content is not None and len(content) <= limit else None

    means = Means(shelf, store, sources, READ, download, folder / "kept", fixed=fixed)
    async with store.transaction() as tx:
        await tx.desk.staff.bind("", STAFF)
    keeper = Keeper(means, opened.digests)
    async with running(keeper.run(), "keeper"):
        made = Office(store, keeper, shelf, root, folder / "kept", sent)
        assert await made.asked(Reload("")) == []  # it is at work
        yield made
    await keeper.close()


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> AsyncIterator[Office]:
    """The same on each engine in turn."""
    async with office(store, tmp_path) as made:
        yield made


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


async def test_changed_files_are_read_again(desk: Office) -> None:
    """The new words are served, the instructors hear of it, and a turn that has begun keeps the old ones."""
    begun = desk.shelf.courses
    (desk.root / "xen.md").write_text(XEN.replace("зрелый", "старейший"), encoding="utf-8")
    assert await desk.texts(Reload("")) == ["Конспект обновлён: 2 лекции, 3 раздела."]
    assert "старейший" in desk.answer("что такое xen")
    assert "зрелый" in begun[""].library.answer("что такое xen").hits[0].passage.text


async def test_nothing_is_said_of_files_that_say_the_same(desk: Office) -> None:
    """Unless somebody asked; a picture or a synonym is taken over in silence."""
    assert await desk.texts(Reload("")) == []
    assert await desk.texts(Reload("", ASKER)) == ["В конспекте ничего не изменилось."]
    (desk.root / "synonyms.txt").write_text("зрелость, старость\n", encoding="utf-8")
    before = desk.shelf.of("")
    assert await desk.texts(Reload("")) == []
    assert desk.shelf.of("") is not before


async def test_a_change_that_the_staff_made_is_not_told_to_the_staff(desk: Office) -> None:
    """An answer that was just written down is served, and that is all."""
    (desk.root / "faq").mkdir()
    (desk.root / "faq" / "exam.md").write_text("# Когда экзамен?\n\nВ январе.\n", encoding="utf-8")
    desk.keeper.reload("")
    assert await desk.texts() == []
    assert "январе" in desk.answer("когда экзамен")


async def test_notes_that_cannot_be_read_leave_the_old_ones(
    desk: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """File and line are told once, however often the file is saved; after mending all is well."""
    (desk.root / "kvm.md").write_bytes(BROKEN)
    (told,) = await desk.texts(Reload(""))
    assert told.startswith("Новый конспект не читается, отвечаю по прежнему.")
    assert "kvm.md:3: это не текст" in told
    assert "Сбои" in desk.answer("минусы kvm")
    assert await desk.texts(Reload("")) == []
    assert len(await desk.texts(Reload("", ASKER))) == 1
    (desk.root / "kvm.md").write_text(KVM.replace("Сбои", "Отказы"), encoding="utf-8")
    assert await desk.texts(Reload("")) == ["Конспект обновлён: 2 лекции, 3 раздела."]
    (desk.root / "kvm.md").write_bytes(BROKEN)
    assert len(await desk.texts(Reload(""))) == 1
    assert "kvm.md:3" in caplog.text


async def test_a_folder_that_vanishes_leaves_the_old_notes(desk: Office) -> None:
    """It was unmounted, perhaps."""
    desk.root.rename(desk.root.with_name("away"))
    (told,) = await desk.texts(Reload(""))
    assert "course: такого файла или папки нет" in told
    assert str(desk.root.parent) not in told
    assert "зрелый" in desk.answer("что такое xen")


async def test_a_broken_file_that_nobody_knew_is_only_reported(desk: Office) -> None:
    """The rest of the change takes effect."""
    (desk.root / "new.md").write_bytes(BROKEN)
    (desk.root / "xen.md").write_text(XEN.replace("зрелый", "старейший"), encoding="utf-8")
    (told,) = await desk.texts(Reload(""))
    assert "new.md:3: это не текст" in told
    assert "старейший" in desk.answer("что такое xen")


async def test_a_reload_tells_of_new_problems_and_worse_questions(desk: Office) -> None:
    """The course's own questions are asked before and after."""
    (desk.root / "questions.jsonl").write_text(
        '{"id": "1", "question": "минусы kvm", "kind": "list", "gold": ["Минусы"]}\n', encoding="utf-8"
    )
    await desk.asked(Reload(""))
    (desk.root / "kvm.md").write_text("# KVM\n\nКартинка: ![](нет.png)\n", encoding="utf-8")
    (told,) = await desk.texts(Reload(""))
    assert "1 замечание" in told
    assert "kvm.md:3" in told
    assert "Хуже станет с вопросами: 1" in told
    (desk.root / "questions.jsonl").write_text("no json\n", encoding="utf-8")
    (told,) = await desk.texts(Reload(""))
    assert "questions.jsonl:1" in told


async def test_a_proposal_shows_what_changes_and_waits(desk: Office) -> None:
    """Nothing is touched until somebody agrees."""
    upload = desk.upload("xen.md", XEN.replace("зрелый", "старейший").encode())
    (proposed,) = await desk.asked(Propose("", ASKER, upload, 17))
    assert isinstance(proposed, Reply)
    assert "xen.md — вот что изменится:" in proposed.text.text
    assert "Изменится разделов: 1" in proposed.text.text
    assert (proposed.ref, proposed.to) == (proposal_ref(17), 7)
    meanings = [taps.from_data(button.tap or "") for button in proposed.buttons[0]]
    assert meanings == [Replace(17, 1), Replace(17, 0)]
    assert "зрелый" in desk.answer("что такое xen")
    assert await desk.waits(17)
    assert list(desk.kept.iterdir()) == []


async def test_an_accepted_proposal_takes_effect_and_can_be_undone(desk: Office) -> None:
    """On the notes as they are then: what was written meanwhile stays, also after going back."""
    upload = desk.upload(
        "course.zip", _zip({"xen.md": XEN.replace("зрелый", "старейший"), "new.md": "# LXC\n\nКонтейнеры.\n"})
    )
    await desk.asked(Propose("", ASKER, upload, 1))
    (desk.root / "faq").mkdir()
    (desk.root / "faq" / "exam.md").write_text("# Когда экзамен?\n\nВ январе.\n", encoding="utf-8")
    edited, told = await desk.asked(Accept("", ASKER, upload, 1))
    assert isinstance(edited, Edit)
    assert (edited.ref, edited.buttons) == (proposal_ref(1), ())
    assert isinstance(told, Reply)
    assert told.text.text == "Готово, отвечаю по новому конспекту. Вернуть прежний: /undo"
    assert not (desk.root / "kvm.md").exists()
    assert "старейший" in desk.answer("что такое xen")
    assert "январе" in desk.answer("когда экзамен")
    (desk.root / "faq" / "pass.md").write_text("# Какой пароль?\n\nСекретный.\n", encoding="utf-8")
    assert await desk.texts(Undo("", ASKER)) == ["Вернул прежний конспект."]
    assert "Сбои" in desk.answer("минусы kvm")
    assert "Секретный" in desk.answer("какой пароль")
    assert await desk.texts(Undo("", ASKER)) == ["Возвращать нечего: прежних версий нет."]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.docx", b"PK", "Понимаю только файлы .md и архивы .zip."),
        ("notes.zip", b"PK nothing", "Архив не открывается, похоже, он повреждён."),
        ("notes.zip", _zip({"../evil.md": "# x"}), "В архиве имя файла, которое ведёт за пределы папки."),
        ("notes.zip", _zip({"bomb.md": "a" * 30_000_000}), "Один из файлов распаковывается"),
        ("xen.md", XEN.encode(), "Этот файл ничего не меняет: такой конспект уже на месте."),
        ("xen.md", BROKEN, "Новый конспект не читается, отвечаю по прежнему.\n\nxen.md:3: "),
        ("unknown", None, "Не удалось получить файл. Пришлите его ещё раз."),
        ("later", None, "Не удалось получить файл. Пришлите его ещё раз."),
    ],
)  # fmt: skip
async def test_what_cannot_be_taken_is_refused_kindly(
    desk: Office, name: str, content: bytes | None, said: str
) -> None:
    """Without buttons, and without a trace."""
    upload = Upload(name, "xen.md") if content is None else desk.upload(name, content)
    (told,) = await desk.asked(Propose("", ASKER, upload, 1))
    assert isinstance(told, Reply)
    assert told.text.text.startswith(said)
    assert not told.buttons
    assert not await desk.waits(1)
    assert desk.shelf.of("").library.section is not None
    assert sorted(path.name for path in desk.root.iterdir()) == ["kvm.md", "xen.md"]


async def test_a_file_that_is_too_large_is_not_even_fetched(desk: Office) -> None:
    """Telegram tells the size before."""
    (told,) = await desk.texts(Propose("", ASKER, Upload("later", "a.zip", MAX_UPLOAD + 1), 1))
    assert told.startswith("Файл слишком большой")


async def test_what_could_not_be_applied_can_be_tried_again(desk: Office) -> None:
    """The file could not be fetched a second time: the buttons are still good."""
    (told,) = await desk.texts(Accept("", ASKER, Upload("later", "xen.md"), 5))
    assert told == "Не удалось получить файл. Пришлите его ещё раз."
    assert await desk.waits(5)


async def test_a_folder_that_cannot_be_written_is_named(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is as it was, the proposal included."""

    def full(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    upload = desk.upload("xen.md", b"# Xen\n\nNew.\n")
    monkeypatch.setattr("bot.courses.files.write_whole", full)
    monkeypatch.setattr("bot.courses.versions.files.write_whole", full)
    (told,) = await desk.texts(Accept("", ASKER, upload, 5))
    assert "Read-only file system" in told
    assert await desk.waits(5)
    assert "зрелый" in desk.answer("что такое xen")


async def test_the_bundled_sample_cannot_be_changed(store: Store, tmp_path: Path) -> None:
    """Nor undone; the way to notes of one's own is told."""
    async with office(store, tmp_path, fixed=True) as desk:
        upload = desk.upload("xen.md", b"# Xen\n\nNew.\n")
        for job in (Propose("", ASKER, upload, 1), Undo("", ASKER)):
            assert "лекции-образцу" in (await desk.texts(job))[0]


async def test_notes_of_one_file_are_reloaded_but_not_replaced(store: Store, tmp_path: Path) -> None:
    """The lectures beside it are not its own."""
    async with office(store, tmp_path, one_file=True) as desk:
        assert desk.answer("что такое xen") == ""
        (desk.root / "kvm.md").write_text(KVM.replace("Сбои", "Отказы"), encoding="utf-8")
        (desk.root / "lxc.md").write_text("# LXC\n\nКонтейнеры.\n", encoding="utf-8")
        assert await desk.texts(Reload("")) == ["Конспект обновлён: 1 лекция, 2 раздела."]
        assert "Отказы" in desk.answer("минусы kvm")
        upload = desk.upload("kvm.md", b"# KVM\n\nNew.\n")
        assert "один файл" in (await desk.texts(Propose("", ASKER, upload, 1)))[0]


async def test_a_failure_is_told_and_does_not_stop_the_keeper(
    desk: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Details are in the log only."""

    def fails(*_: object) -> None:
        message = "a mistake"
        raise RuntimeError(message)

    (desk.root / "xen.md").write_text("# Xen\n\nNew.\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "read_again", fails)
        (told,) = await desk.texts(Reload("", ASKER))
    assert told.startswith("Не получилось")
    assert "mistake" not in told
    assert "a mistake" in caplog.text
    assert len(await desk.texts(Reload("", ASKER))) == 1


async def test_two_processes_read_the_same_and_one_tells(store: Store, tmp_path: Path) -> None:
    """Each sees the files by itself; the second knows from the store that it was told."""
    async with office(store, tmp_path) as one, office(store, tmp_path) as two:
        (one.root / "xen.md").write_text(XEN.replace("зрелый", "старейший"), encoding="utf-8")
        assert len(await one.texts(Reload(""))) == 1
        assert await two.texts(Reload("")) == []
        assert "старейший" in two.answer("что такое xen")


async def test_a_reload_in_one_process_is_seen_by_the_others(store: Store, tmp_path: Path) -> None:
    """Where their own watch notices nothing, as on a network drive."""
    async with office(store, tmp_path) as one, office(store, tmp_path) as two:
        await two.keeper.compare_notes()
        (one.root / "xen.md").write_text(XEN.replace("зрелый", "старейший"), encoding="utf-8")
        await one.asked(Reload(""))
        await two.keeper.compare_notes()
        assert await two.texts() == []
        assert "старейший" in two.answer("что такое xen")
        await two.keeper.compare_notes()
        assert not two.keeper.busy


async def test_processes_agree_by_themselves(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also after the store was away for a while."""
    monkeypatch.setattr(keeping, "_AGREE_EVERY", 0.05)
    async with (
        office(store, tmp_path) as one,
        office(store, tmp_path) as two,
        running(two.keeper.agree(), "agreeing"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(two.keeper, "compare_notes", _no_store)
            await asyncio.sleep(0.2)
        (one.root / "xen.md").write_text(XEN.replace("зрелый", "старейший"), encoding="utf-8")
        await one.asked(Reload(""))
        async with asyncio.timeout(20):
            while "старейший" not in two.answer("что такое xen"):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
    assert "cannot ask the store" in caplog.text


async def _no_store() -> None:
    message = "not now"
    raise StorageUnavailableError(message)


async def test_what_is_to_be_said_waits_for_the_store(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new notes are served at once, the message comes later."""
    monkeypatch.setattr("bot.courses.messages._PAUSE", 0.05)
    transaction, left = desk.store.transaction, [StorageUnavailableError("away")] * 3

    def away() -> object:
        if left:
            raise left.pop()
        return transaction()

    (desk.root / "xen.md").write_text(XEN.replace("зрелый", "старейший"), encoding="utf-8")
    monkeypatch.setattr(desk.store, "transaction", away)
    assert await desk.texts(Reload("")) == ["Конспект обновлён: 2 лекции, 3 раздела."]
    assert not left


async def test_changing_files_are_noticed(desk: Office) -> None:
    """Without anybody asking: a file is saved, and soon the answer is another."""
    async with running(desk.keeper.watch(), "watching"):
        for attempt in range(200):  # the watch needs a moment until it sees anything
            (desk.root / "xen.md").write_text(
                f"# Xen\n\nXen — гипервизор номер {attempt}.\n", encoding="utf-8"
            )
            await asyncio.sleep(0.1)
            if "номер" in desk.answer("что такое xen"):
                break
    assert "номер" in desk.answer("что такое xen")


async def test_a_change_cut_short_is_undone_and_told(
    store: Store, clock: TestClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Before the notes are read: nobody is answered from half a change."""
    async with office(store, tmp_path) as desk:
        root, kept = desk.root, desk.kept
    versions = versions_of(kept, "", root)
    staged = tmp_path / "staged"
    staged.mkdir()
    (staged / "xen.md").write_text("# Xen\n\nNew.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.courses.files.mirror", _half)
        with pytest.raises(KeyboardInterrupt):
            versions.apply(staged, clock.now())
    assert not (root / "kvm.md").exists()
    with caplog.at_level(logging.WARNING):
        recovered = recover(kept, {"": root, "other": tmp_path / "missing"})
    assert recovered == ("",)
    assert (root / "kvm.md").read_text(encoding="utf-8") == KVM
    assert "cut short" in caplog.text
    assert recover(kept, {"": root}) == ()
    async with office(store, tmp_path) as desk:
        means = desk.keeper._means  # noqa: SLF001 - another keeper with the same means
        told_by = Keeper(means, {"": digest_of(root)}, recovered)
        async with running(told_by.run(), "keeper"):
            told_by.request(Reload(""))
            await told_by.settled()
        assert "прервалась" in next(one.text.text for one in await desk.said() if isinstance(one, Reply))


def _half(source: Path, target: Path, leave: object = ()) -> None:
    del source, leave
    (target / "kvm.md").unlink()
    raise KeyboardInterrupt


async def test_a_course_that_cannot_be_read_does_not_stop_the_others(store: Store, tmp_path: Path) -> None:
    """It is empty until it is mended, and its instructors are told what is wrong."""
    sources = {"good": tmp_path / "good", "bad": tmp_path / "bad"}
    for source in sources.values():
        source.mkdir()
    (sources["good"] / "xen.md").write_text(XEN, encoding="utf-8")
    (sources["bad"] / "kvm.md").write_bytes(BROKEN)
    opened = open_all(sources, READ)
    shelf = Shelf(*opened.courses)
    assert not shelf.courses["bad"].library.passages

    async def download(file_id: str, limit: int) -> bytes | None:
        raise AssertionError(file_id, limit)

    keeper = Keeper(Means(shelf, store, sources, READ, download, tmp_path / "kept"), opened.digests)
    async with store.transaction() as tx:
        await tx.desk.staff.bind("bad", STAFF)
    desk = Office(store, keeper, shelf, sources["bad"], tmp_path / "kept")
    async with running(keeper.run(), "keeper"):
        keeper.request(Reload("good"))
        (told,) = await desk.texts()
        assert "это не текст" in told
        (sources["bad"] / "kvm.md").write_text(KVM, encoding="utf-8")
        assert await desk.texts(Reload("bad")) == ["Конспект обновлён: 1 лекция, 2 раздела."]
    assert shelf.courses["bad"].library.answer("минусы kvm").answered


async def test_what_a_dead_process_was_asked_for_is_done_once(
    desk: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """However often it is found; what another version wrote down is dropped, not tried for ever."""
    async with desk.store.transaction() as tx:
        await errands.note(tx, 7, Reload("", ASKER))
        await tx.facts.set("errand:8", {"type": "Song", "job": {}})
    await desk.keeper.adopt()
    await desk.keeper.adopt()
    await desk.keeper.settled()
    assert len(await desk.said()) == 1
    assert "errand:8 cannot be read" in caplog.text
    async with desk.store.snapshot() as tx:
        assert await errands.open_errands(tx) == {}


async def test_an_errand_of_another_process_is_left_to_it(desk: Office) -> None:
    """And taken on as soon as that process has died."""
    if not desk.store.on_postgres:
        pytest.skip("SQLite has one process at work")
    other = desk.store.locks()
    async with desk.store.transaction() as tx:
        errand = await errands.note(tx, 7, Reload("", ASKER))
    assert await other.take(errand)
    await desk.keeper.adopt()
    await desk.keeper.settled()
    assert await desk.said() == []
    await other.close()
    await desk.keeper.adopt()
    await desk.keeper.settled()
    assert len(await desk.said()) == 1
