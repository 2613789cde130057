"""What was asked of the keeper of the notes and is not done yet: written down, so that a crash loses nothing.

An errand is a fact of the store, noted with the request's other writes and dropped when it is done. Whoever
works on one holds its lock; what is nobody's is adopted by the next process that looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.courses.work import Accept, Illustrate, Propose, Reload, Undo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.courses.work import Job
    from bot.storage import Transaction

_PREFIX: Final = "errand:"
_JOBS: Final[Mapping[str, TypeAdapter[Any]]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Accept, Illustrate, Propose, Reload, Undo)
}


async def note(tx: Transaction, number: int, job: Job) -> str:
    """Write down what is asked for; its name.

    Args:
        tx: The request's transaction.
        number: Of the update that asks.
        job: What for.
    """
    name, kind = f"{_PREFIX}{number}", type(job).__name__
    await tx.facts.set(name, {"type": kind, "job": _JOBS[kind].dump_python(job, mode="json")})
    return name


async def open_errands(tx: Transaction) -> dict[str, Job | None]:
    """All that are not done, by name; None for what another version wrote.

    Args:
        tx: To read with.
    """
    return {name: _job(written) for name, written in (await tx.facts.starting_with(_PREFIX)).items()}


def _job(written: dict[str, Any]) -> Job | None:
    try:
        job: Job = _JOBS[written["type"]].validate_python(written["job"])
    except (KeyError, TypeError, ValidationError):
        return None
    return job
