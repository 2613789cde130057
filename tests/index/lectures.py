"""Small lectures for the tests of the index."""

from __future__ import annotations

from corpus import Lecture, parse_lecture
from index import Library

HYPERVISORS = """# Виртуализация

## Что такое гипервизор?

__Гипервизор__ — это программа, которая делит один сервер между виртуальными машинами.

Основные задачи гипервизора:
- эмуляция аппаратных ресурсов,
- изоляция операционных систем друг от друга.

## Типы виртуализации

- Полная виртуализация. Гипервизор первого типа работает прямо на аппаратуре.
- Паравиртуализация. Ядро гостевой ОС изменяют заранее.

## VMware

Монолитный гипервизор со встроенными драйверами.

Преимущества:
- высокий уровень безопасности,
- хорошая поддержка.

Недостатки:
- работает не на всяком оборудовании,
- требует подготовленных инженеров.

## Hyper-V

Микроядерный гипервизор, встроенный в Windows Server.

Преимущества:
- низкий порог вхождения,
- широкий выбор устройств.

Недостатки:
- нужна установка ОС,
- мало поддерживаемых систем.

## KVM

KVM входит в ядро Linux. Каждая гостевая машина работает как обычный процесс.

## Xen

Xen стабилен, потому что память и процессор выделены ему заранее. Запуск BSD требует дополнительной настройки.
"""

CELLS = """# Строение клетки

## Митохондрия

Митохондрия вырабатывает энергию: в ней окисляются питательные вещества и синтезируется АТФ.

## Рибосома

Рибосома собирает белки из аминокислот по матричной РНК.

## Мембрана

Клеточная мембрана состоит из двойного слоя липидов и пропускает вещества избирательно.
"""


def a_lecture(source: str = HYPERVISORS, path: str = "hypervisors.md") -> Lecture:
    """A lecture from its Markdown."""
    return parse_lecture(source, path)


def a_library(*sources: str, synonyms: tuple[str, ...] = ()) -> Library:
    """A library of some lectures; the one on hypervisors where none is given."""
    lectures = [a_lecture(source, f"lecture{n}.md") for n, source in enumerate(sources or (HYPERVISORS,))]
    return Library(lectures, synonyms=synonyms)


def first_heading(library: Library, question: str, previous: str | None = None) -> str:
    """The heading of the first hit; empty where the library says no."""
    hits = library.answer(question, previous).hits
    return hits[0].passage.breadcrumb[-1] if hits else ""
