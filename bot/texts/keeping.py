"""What instructors read about reloads and uploads of their notes, in each language. All of it Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.texts.plural import plural_en, plural_ru
from bot.texts.problems import problem_ru

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Explained = Callable[[str, tuple[str, ...], str], str]


@dataclass(frozen=True, slots=True)
class KeepingTexts:
    """Reloads, uploads, versions."""

    working: str
    """The request was heard; what comes of it follows."""
    reloaded: Callable[[int, int], str]
    """Lectures and sections that are served now."""
    unchanged: str
    kept_old: Callable[[str], str]
    """The new notes cannot be used; the gap: why, with file and line."""
    kept_nothing: Callable[[str], str]
    """The same where there were none before."""
    problems: Callable[[int], str]
    """Above the problems of the new notes."""
    problem: Explained
    """One of them: its code, what it names, and how it says it in English."""
    worse: Callable[[int], str]
    """Above questions that were answered well before."""
    better: Callable[[int], str]
    outdated: Callable[[int], str]
    """Above questions whose kept answers are to be read again."""
    judgments_problem: str
    """Above what is wrong with the course's own test questions."""
    proposal: Callable[[str], str]
    """Above what a file would change; the gap: its name."""
    added: Callable[[int], str]
    changed: Callable[[int], str]
    removed: Callable[[int], str]
    others: Callable[[int], str]
    """Pictures, questions and synonyms that are new or change."""
    others_removed: Callable[[int], str]
    ignored: Callable[[int], str]
    """Files of an archive that are neither notes nor pictures."""
    more: Callable[[int], str]
    """Closes a list that was cut."""
    nothing: str
    """The file changes nothing."""
    apply: str
    """Button."""
    discard: str
    """Button."""
    applied: str
    discarded: str
    expired: str
    """What was proposed is not there any more."""
    undone: str
    nothing_to_undo: str
    sample: str
    """The bundled lecture is a sample that cannot be changed."""
    one_file: str
    """Notes that are one file cannot be replaced by an archive."""
    read_only: Callable[[str], str]
    """The folder cannot be written; the gap: why."""
    not_received: str
    without_pictures: str
    cut_short: str
    """A crash had cut a change of the notes short; the notes before it are back."""
    failed: str
    """Something went wrong; no details."""
    send_a_file: str
    """To /upload without a file."""
    refusals: Mapping[str, str]
    """Why a file is not taken, by the value of `Refusal`."""


def _in_all_ru(lectures: int, sections: int) -> str:
    return (
        f"{plural_ru(lectures, 'лекция', 'лекции', 'лекций')}, "
        f"{plural_ru(sections, 'раздел', 'раздела', 'разделов')}"
    )


def _in_all_en(lectures: int, sections: int) -> str:
    return f"{plural_en(lectures, 'lecture', 'lectures')}, {plural_en(sections, 'section', 'sections')}"


KEEPING_RU: Final = KeepingTexts(
    working="Смотрю, это займёт несколько секунд.",
    reloaded=lambda lectures, sections: f"Конспект обновлён: {_in_all_ru(lectures, sections)}.",
    unchanged="В конспекте ничего не изменилось.",
    kept_old=lambda why: f"Новый конспект не читается, отвечаю по прежнему.\n\n{why}",
    kept_nothing=lambda why: f"Конспект не читается, на вопросы отвечать пока нечем.\n\n{why}",
    problems=lambda number: "**" + plural_ru(number, "замечание", "замечания", "замечаний") + "**",
    problem=problem_ru,
    worse=lambda number: f"**Хуже станет с вопросами: {number}**",
    better=lambda number: f"**Лучше станет с вопросами: {number}**",
    outdated=lambda number: f"**Ответы из FAQ стоит перечитать: {number}** (/faq)",
    judgments_problem="**Проверочные вопросы не прочитать**",
    proposal=lambda name: f"**{name}** — вот что изменится:",
    added=lambda number: f"**Новых разделов: {number}**",
    changed=lambda number: f"**Изменится разделов: {number}**",
    removed=lambda number: f"**Исчезнет разделов: {number}**",
    others=lambda number: f"**Другие файлы: {number}**",
    others_removed=lambda number: f"**Исчезнет других файлов: {number}**",
    ignored=lambda number: f"**Пропущено файлов: {number}**",
    more=lambda number: f"и ещё {number}",
    nothing="Этот файл ничего не меняет: такой конспект уже на месте.",
    apply="Применить",
    discard="Отменить",
    applied="Готово, отвечаю по новому конспекту. Вернуть прежний: /undo",
    discarded="Хорошо, всё остаётся как было.",
    expired="Этого файла уже нет, пришлите его ещё раз.",
    undone="Вернул прежний конспект.",
    nothing_to_undo="Возвращать нечего: прежних версий нет.",
    sample=(
        "Сейчас отвечаю по встроенной лекции-образцу, её не изменить. "
        "Свою папку можно указать в `KONSPEKT_NOTES`."
    ),
    one_file=(
        "Конспект — один файл, заменить его можно только на сервере. "
        "Для загрузки нужна папка в `KONSPEKT_NOTES`."
    ),
    read_only=lambda why: f"Не получилось записать в папку конспекта: {why}. Всё осталось как было.",
    not_received="Не удалось получить файл. Пришлите его ещё раз.",
    without_pictures="Ответ сохранён, но не все картинки удалось положить рядом с ним.",
    cut_short="Замена конспекта прервалась на середине. Вернул прежний, файл стоит прислать ещё раз.",
    failed="Не получилось: что-то у меня сломалось. Конспект остался прежним, подробности в журнале сервера.",
    send_a_file="Жду файл `.md` или архив `.zip` с подписью /upload: покажу, что изменится, и спрошу.",
    refusals={
        "kind": "Понимаю только файлы `.md` и архивы `.zip`.",
        "size": "Файл слишком большой: до 20 МБ, в распакованном виде до 200 МБ.",
        "broken": "Архив не открывается, похоже, он повреждён.",
        "encrypted": "Архив защищён паролем, пришлите без пароля.",
        "path": "В архиве имя файла, которое ведёт за пределы папки. Такой архив не беру.",
        "count": "В архиве слишком много файлов: можно до 2000.",
        "ratio": "Один из файлов распаковывается подозрительно сильно. Такой архив не беру.",
        "empty": "В архиве нет ни одного файла `.md`.",
        "ambiguous": "Файлов с таким именем в конспекте несколько. Пришлите архив всего конспекта.",
    },
)

KEEPING_EN: Final = KeepingTexts(
    working="Looking into it, this takes a few seconds.",
    reloaded=lambda lectures, sections: f"The notes are up to date: {_in_all_en(lectures, sections)}.",
    unchanged="Nothing has changed in the notes.",
    kept_old=lambda why: f"The new notes cannot be read, I keep answering from the old ones.\n\n{why}",
    kept_nothing=lambda why: f"The notes cannot be read, so there is nothing to answer from yet.\n\n{why}",
    problems=lambda number: "**" + plural_en(number, "problem", "problems") + "**",
    problem=lambda _code, _named, message: message,
    worse=lambda number: f"**Questions that get worse: {number}**",
    better=lambda number: f"**Questions that get better: {number}**",
    outdated=lambda number: f"**Kept answers to read again: {number}** (/faq)",
    judgments_problem="**The test questions cannot be read**",
    proposal=lambda name: f"**{name}** would change this:",
    added=lambda number: f"**New sections: {number}**",
    changed=lambda number: f"**Changed sections: {number}**",
    removed=lambda number: f"**Removed sections: {number}**",
    others=lambda number: f"**Other files: {number}**",
    others_removed=lambda number: f"**Removed other files: {number}**",
    ignored=lambda number: f"**Files left out: {number}**",
    more=lambda number: f"and {number} more",
    nothing="This file changes nothing: the notes are like that already.",
    apply="Apply",
    discard="Cancel",
    applied="Done, I answer from the new notes. To go back: /undo",
    discarded="All right, everything stays as it was.",
    expired="This file is gone, please send it again.",
    undone="The previous notes are back.",
    nothing_to_undo="There is no previous version to go back to.",
    sample=(
        "I am answering from the bundled sample lecture, which cannot be changed. "
        "Set `KONSPEKT_NOTES` to a folder of your own."
    ),
    one_file=(
        "The notes are one file and can be replaced on the server only. "
        "Uploads need a folder in `KONSPEKT_NOTES`."
    ),
    read_only=lambda why: f"The folder of the notes cannot be written: {why}. Everything is as it was.",
    not_received="The file did not arrive. Please send it again.",
    without_pictures="The answer is kept, but some of its pictures could not be put beside it.",
    cut_short="Replacing the notes was cut short. The previous ones are back; please send the file again.",
    failed="Something broke on my side. The notes are as they were; the server's log has the details.",
    send_a_file="Send an `.md` file or a `.zip` with the caption /upload: I show what changes, and ask.",
    refusals={
        "kind": "I take `.md` files and `.zip` archives only.",
        "size": "The file is too large: 20 MB at most, 200 MB unpacked.",
        "broken": "The archive cannot be opened; it seems to be damaged.",
        "encrypted": "The archive has a password; please send one without.",
        "path": "A name in the archive leads out of the folder. I do not take such archives.",
        "count": "There are too many files in the archive: 2000 at most.",
        "ratio": "A file in the archive expands suspiciously much. I do not take such archives.",
        "empty": "There is no `.md` file in the archive.",
        "ambiguous": "Several files of the notes have this name. Please send an archive of all notes.",
    },
)
