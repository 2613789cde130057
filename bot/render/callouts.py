"""Titles of callouts whose author gave none."""

from __future__ import annotations

import re
from typing import Final

_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")

_TITLES: Final = {
    "note": ("ℹ️", "Заметка", "Note"),
    "info": ("ℹ️", "Информация", "Info"),
    "tip": ("💡", "Совет", "Tip"),
    "hint": ("💡", "Подсказка", "Hint"),
    "important": ("❗️", "Важно", "Important"),
    "warning": ("⚠️", "Внимание", "Warning"),
    "caution": ("⚠️", "Осторожно", "Caution"),
    "danger": ("⚠️", "Опасно", "Danger"),
    "example": ("📝", "Пример", "Example"),
    "question": ("❓", "Вопрос", "Question"),
    "definition": ("📖", "Определение", "Definition"),
    "quote": ("💬", "Цитата", "Quote"),
    "summary": ("📌", "Главное", "Summary"),
    "abstract": ("📌", "Кратко", "Abstract"),
    "todo": ("☐", "Сделать", "To do"),
    "success": ("✅", "Хорошо", "Success"),
    "bug": ("🐞", "Ошибка", "Bug"),
}
"""Kind -> sign, Russian, English."""


def callout_title(kind: str, said: str) -> str:
    """The sign and the name of a callout, in the language of what is said in it."""
    sign, russian, english = _TITLES.get(kind, ("ℹ️", "", ""))
    name = russian if _CYRILLIC.search(said) else english
    return f"{sign} {name or kind.replace('-', ' ').capitalize()}".strip()
