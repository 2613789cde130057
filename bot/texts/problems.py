"""What `konspekt check` finds in notes, in Russian; in English the problems say it themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEMS_RU: Final[Mapping[str, str]] = {
    "binary": "это не текст, а двоичный файл",
    "broken-heading-link": "ссылка ведёт к заголовку «{0}», такого нет",
    "broken-link": "ссылка ведёт на {0}, этого нет в конспекте",
    "conflict-marker": "остался конфликт git; проверьте, тот ли текст выбран",
    "duplicate-heading": "заголовок «{0}» уже есть в строке {1}",
    "empty-file": "в файле нет текста",
    "empty-section": "под заголовком «{0}» ничего нет",
    "encoding": "файл не в UTF-8; сохраните его в этой кодировке",
    "front-matter": "шапка файла (YAML) не читается и пропущена",
    "level-jump": "заголовок уровня {0} сразу после уровня {1}",
    "missing": "такого файла или папки нет",
    "missing-picture": "нет картинки {0}",
    "no-heading": "в файле нет заголовка, по которому его можно найти",
    "no-notes": "нет ни одного файла Markdown с текстом",
    "outside": "ссылка ведёт за пределы папки конспекта, файл пропущен",
    "over-long-passage": "кусок из {0} знаков не разделить, а в сообщение входит около {1}",
    "remote-picture": "картинка {0} лежит не в конспекте, бот её не покажет",
    "too-large": "файл слишком большой и пропущен",
    "unclosed-comment": "комментарий не закрыт: всё, что ниже, скрыто",
    "unclosed-fence": "блок кода не закрыт: всё, что ниже, стало кодом",
    "undefined-reference": "[{0}] нигде в этом файле не определено",
    "unreadable": "файл не открывается",
    "unused-footnote": "сноска [^{0}] нигде не упомянута, её никто не увидит",
    "unused-picture": "эту картинку не показывает ни один файл",
}
"""By code; the gaps are what the problem names."""


def problem_ru(code: str, named: tuple[str, ...], message: str) -> str:
    """A problem of notes in Russian; in English where it has no Russian sentence.

    Args:
        code: Its kind.
        named: What it names.
        message: The English sentence.
    """
    return PROBLEMS_RU[code].format(*named) if code in PROBLEMS_RU else message
