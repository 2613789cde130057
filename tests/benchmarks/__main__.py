"""`python -m tests.benchmarks [PART ...]`: measures Konspekt against other engines; see `--help`."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

import click
from tabulate import tabulate

from tests.benchmarks import parts, wanted
from tests.benchmarks.report import DOCS, write

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT: Final = DOCS / "benchmarks.json"
"""All figures as they were measured last; a part that is measured again replaces its own."""
OPEN: Final = "open"
NOT_BY_DEFAULT: Final = ("million",)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([OPEN, "report", *parts.PARTS]))
def main(names: Sequence[str]) -> None:
    """Measure parts (all but `million` by default) and write docs/benchmarks.md.

    `open` only prints the wanted figures against those reached; `report` only writes the page again.
    """
    if OPEN in names:
        print_targets()
        return
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    for name in names or [part for part in parts.PARTS if part not in NOT_BY_DEFAULT]:
        if name == "report":
            continue
        began = time.perf_counter()
        kept[name] = parts.PARTS[name]()
        kept["machine"] = parts.machine()
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        write(kept)
        click.echo(f"{name}: {time.perf_counter() - began:.0f} s")
    write(kept)


def print_targets() -> None:
    """Print each figure as soon as it is known, then all of them as a table."""
    rows = []
    for target in wanted.targets():
        rows.append(target.row())
        click.echo("  ".join(target.row()), err=True)
    click.echo(tabulate(rows, wanted.HEADERS, disable_numparse=True))


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks")
