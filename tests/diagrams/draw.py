"""Draws the pictures of the bundled lecture into `corpus/notes/`.

Run it after changing a picture, look at the result, and commit both:

    uv run python tests/diagrams/draw.py            # or: ... draw.py FOLDER

Coordinates are pixels of a card 1000 wide, y upwards. Letters are large because most readers hold a
phone: 1000 pixels become about 9 centimetres there. The card is white in dark chats too.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

NOTES: Final = Path(__file__).parents[2] / "corpus" / "notes"
WIDTH: Final = 1000
DPI: Final = 100
COLORS: Final = 64  # enough for flat boxes and smooth letters, a third of the size
FONT: Final = "DejaVu Sans"  # comes with matplotlib, so that every machine draws the same letters

INK: Final = "#1f2933"
QUIET: Final = "#5b6875"
ALERT: Final = "#b4431f"


@dataclass(frozen=True, slots=True)
class Paint:
    """Fill and edge of a kind of box; one kind means one thing in all pictures."""

    fill: str
    edge: str


TOOL: Final = Paint("#ece7f5", "#7d6aa8")
HARDWARE: Final = Paint("#d9dee4", "#8a96a3")
HYPERVISOR: Final = Paint("#bcd7f0", "#3f7cb5")
SYSTEM: Final = Paint("#cfe8d5", "#4d9a63")
PROGRAM: Final = Paint("#fdf0cf", "#c79a2b")
DRIVER: Final = Paint("#f6d3c4", "#c0643d")
FRAME: Final = Paint("#ffffff", "#a9b3bd")


@dataclass(slots=True)
class Card:
    """A white card to draw on."""

    height: int
    figure: Figure = field(init=False)
    axes: Axes = field(init=False)

    def __post_init__(self) -> None:
        """Set up axes that count pixels."""
        self.figure = Figure(figsize=(WIDTH / DPI, self.height / DPI), dpi=DPI, facecolor="white")
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(0, self.height)
        self.axes.axis("off")

    def box(
        self, at: tuple[int, int], size: tuple[int, int], paint: Paint, label: str = "", px: int = 26
    ) -> None:
        """A rounded box with its label in the middle."""
        x, y = at
        width, height = size
        shape = "round,pad=0,rounding_size=10"
        self.axes.add_patch(
            FancyBboxPatch(
                (x, y), width, height, shape, facecolor=paint.fill, edgecolor=paint.edge, linewidth=2
            )
        )
        if label:
            self.text((x + width // 2, y + height // 2), label, px)

    def text(
        self, at: tuple[int, int], label: str, px: int = 26, *, color: str = INK, bold: bool = False
    ) -> None:
        """Words centred on a point."""
        self.axes.text(
            *at,
            label,
            fontsize=px * 72 / DPI,
            color=color,
            fontfamily=FONT,
            fontweight="bold" if bold else "normal",
            ha="center",
            va="center_baseline",  # letters with tails do not lift their line
            linespacing=1.15,
        )

    def arrow(self, start: tuple[int, int], end: tuple[int, int], color: str = INK) -> None:
        """An arrow from point to point."""
        self.axes.add_patch(
            FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=26, linewidth=3, color=color)
        )

    def divide(self) -> None:
        """A thin line down the middle: left against right."""
        self.axes.plot([WIDTH / 2] * 2, [40, self.height - 40], color="#d0d6dc", linewidth=2)

    def png(self) -> bytes:
        """The card as a small PNG."""
        with io.BytesIO() as raw, io.BytesIO() as small:
            self.figure.savefig(raw, format="png", dpi=DPI, metadata={"Software": None})
            picture = Image.open(raw).convert("RGB")
            picture.quantize(COLORS, dither=Image.Dither.NONE).save(small, format="PNG", optimize=True)
            return small.getvalue()


def machine(card: Card, at: tuple[int, int], size: tuple[int, int], labels: tuple[str, str, str]) -> None:
    """A virtual machine: a frame with its name, below it programs, below them the guest system."""
    name, program, system = labels
    x, y = at
    width, height = size
    card.box(at, size, FRAME)
    card.text((x + width // 2, y + height - 28), name, 24, color=QUIET)
    inner = width - 32
    half = (height - 80) // 2
    card.box((x + 16, y + 16), (inner, half), SYSTEM, system, 24)
    card.box((x + 16, y + 24 + half), (inner, half), PROGRAM, program, 24)


def hypervisor() -> Card:
    """What a hypervisor is: hardware below, machines above, the hypervisor between."""
    card = Card(640)
    card.text((500, 600), "Гипервизор делит один компьютер на несколько", 32, bold=True)
    for x, name, system in ((30, "ВМ 1", "Linux"), (350, "ВМ 2", "Windows"), (670, "ВМ 3", "FreeBSD")):
        machine(card, (x, 300), (300, 250), (name, "приложения", system))
        card.arrow((x + 150, 298), (x + 150, 248))
    card.box((30, 166), (940, 80), HYPERVISOR, "Гипервизор: раздаёт ресурсы и изолирует", 30)
    card.box((30, 30), (940, 120), HARDWARE)
    card.text((500, 122), "Железо хоста", 26, color=QUIET)
    for x, part in ((50, "процессор"), (280, "память"), (510, "диск"), (740, "сеть")):
        card.box((x, 44), (210, 54), FRAME, part, 26)
    return card


def types() -> Card:
    """Type 1 on bare metal beside type 2 on a host system."""
    card = Card(660)
    card.divide()
    for x, title in ((20, "Первый тип"), (520, "Второй тип")):
        card.text((x + 230, 620), title, 34, bold=True)
        for offset in (0, 236):
            machine(card, (x + offset, 340), (224, 240), ("ВМ", "приложения", "гостевая ОС"))
        card.box((x, 110), (460, 70), HARDWARE, "Железо", 28)
    card.box((20, 190), (460, 140), HYPERVISOR, "Гипервизор\nпрямо на железе", 28)
    card.box((520, 265), (460, 65), HYPERVISOR, "Гипервизор как программа", 28)
    card.box((520, 190), (460, 65), SYSTEM, "Хостовая ОС", 28)
    card.text((250, 58), "ESXi, Hyper-V, Xen\nсерверы", 26, color=QUIET)
    card.text((750, 58), "VirtualBox, VMware Workstation\nноутбуки и стенды", 26, color=QUIET)
    return card


def paravirtualization() -> Card:
    """Full virtualization traps a command, paravirtualization asks by a hypercall."""
    card = Card(660)
    card.divide()
    for x, title in ((20, "Полная виртуализация"), (520, "Паравиртуализация")):
        card.text((x + 230, 620), title, 31, bold=True)
        card.box((x, 500), (460, 70), PROGRAM, "приложения", 28)
        card.box((x, 190), (460, 80), HYPERVISOR, "Гипервизор", 30)
        card.box((x, 110), (460, 70), HARDWARE, "Железо", 28)
    card.box((20, 400), (460, 90), SYSTEM, "Гостевая ОС\nбез изменений", 28)
    card.box((520, 400), (460, 90), SYSTEM, "Гостевая ОС\nс изменённым ядром", 28)
    card.arrow((90, 398), (90, 274), ALERT)
    card.text((295, 336), "опасную команду\nловит процессор", 26, color=ALERT)
    card.arrow((590, 398), (590, 274), HYPERVISOR.edge)
    card.text((795, 336), "ядро само делает\nгипервызов", 26, color=HYPERVISOR.edge)
    card.text((250, 58), "любая ОС,\nэмуляция устройств дорога", 26, color=QUIET)
    card.text((750, 58), "быстрый ввод-вывод,\nно ядро надо менять", 26, color=QUIET)
    return card


def containers() -> Card:
    """Virtual machines with their own systems beside containers over one kernel."""
    card = Card(660)
    card.divide()
    for x, title in ((20, "Виртуальные машины"), (520, "Контейнеры")):
        card.text((x + 230, 620), title, 34, bold=True)
        card.box((x, 110), (460, 70), HARDWARE, "Железо", 28)
    for offset in (0, 156, 312):
        machine(card, (20 + offset, 280), (148, 300), ("ВМ", "прило-\nжение", "своя\nОС"))
        card.box((520 + offset, 390), (148, 190), FRAME)
        card.text((594 + offset, 552), "контейнер", 22, color=QUIET)
        card.box((532 + offset, 406), (124, 120), PROGRAM, "прило-\nжение", 24)
    card.box((20, 190), (460, 80), HYPERVISOR, "Гипервизор", 30)
    card.box((520, 300), (460, 80), TOOL, "Docker или LXC", 28)
    card.box((520, 190), (460, 100), SYSTEM, "ОС хоста:\nодно ядро на всех", 28)
    card.text((250, 58), "сильная изоляция,\nлюбая ОС внутри", 26, color=QUIET)
    card.text((750, 58), "лёгкий и быстрый запуск,\nядро общее", 26, color=QUIET)
    return card


def architecture() -> Card:
    """Where drivers live: inside a monolithic hypervisor or beside a microkernel one."""
    card = Card(680)
    card.divide()
    for x, title in ((20, "Монолитный"), (520, "Микроядерный")):
        card.text((x + 230, 640), title, 34, bold=True)
        card.box((x, 110), (460, 70), HARDWARE, "Железо", 28)
    for offset in (0, 236):
        machine(card, (20 + offset, 360), (224, 240), ("ВМ", "приложения", "гостевая ОС"))
    card.box((20, 190), (460, 160), HYPERVISOR)
    card.text((250, 316), "Гипервизор", 30)
    for offset, part in ((16, "драйверы"), (240, "сеть, диски")):
        card.box((20 + offset, 206), (204, 70), DRIVER, part, 26)
    card.box((520, 190), (460, 80), HYPERVISOR, "Тонкий гипервизор", 30)
    card.box((520, 280), (244, 320), FRAME)
    card.text((642, 556), "родительский\nраздел", 24, color=QUIET)
    card.box((536, 410), (212, 100), SYSTEM, "Windows\nили Linux", 26)
    card.box((536, 296), (212, 104), DRIVER, "драйверы,\nсеть, диски", 26)
    machine(card, (776, 280), (204, 320), ("ВМ", "прило-\nжения", "гостевая\nОС"))
    card.text((250, 58), "VMware ESXi: быстро,\nно не всякое железо", 26, color=QUIET)
    card.text((750, 58), "Hyper-V, Xen:\nобычные драйверы ОС", 26, color=QUIET)
    return card


PICTURES: Final[dict[str, Callable[[], Card]]] = {
    "hypervisor.png": hypervisor,
    "types.png": types,
    "paravirtualization.png": paravirtualization,
    "containers.png": containers,
    "architecture.png": architecture,
}


def draw(folder: Path) -> None:
    """Write every picture into the folder."""
    with mpl.rc_context({"text.hinting": "none", "text.antialiased": True}):
        for name, picture in PICTURES.items():
            (folder / name).write_bytes(picture().png())


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else NOTES)
