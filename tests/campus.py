"""A course with instructors: the bot at work on either database, a staff chat, students with questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.storage import Detail
    from tests.fake.people import Group, Human
    from tests.fake.shown import Heard, Shown
    from tests.scenarios.conftest import Town

PASSWORD = "какой пароль от стенда?"  # noqa: S105 - a question
EXAM = "когда экзамен?"
LUNCH = "во сколько закрывается столовая?"
CAKE = "сколько слоёв у торта наполеон?"
"""Questions that the notes of the scenarios cannot answer, and that are not alike; the last one is near
some of them."""

_CARD = re.compile(r"Вопрос № \d+\n")


@dataclass
class Campus:
    """The town and its instructor, who talks to the bot in private."""

    town: Town
    prof: Human

    @property
    def cards(self) -> list[Shown]:
        """What stands in the staff chat."""
        return self.prof.messages

    @property
    def questions(self) -> list[Shown]:
        """The cards of questions among it."""
        return [one for one in self.cards if _CARD.match(one.text)]

    @property
    def card(self) -> Shown:
        """The last card."""
        return self.questions[-1]

    async def code(self, course: str = "") -> str:
        """A one-time code, as from the command line."""
        async with self.town.app.store.transaction() as tx:
            return await tx.desk.staff.new_code(course)

    async def bind(self, by: Human | None = None, **where: Any) -> Heard:  # noqa: ANN401 - as for `says`
        """Make a chat the staff's."""
        return await (by or self.prof).says(f"/staff {await self.code()}", **where)

    async def passes_on(
        self,
        student: Human,
        question: str = PASSWORD,
        *,
        comment: str = "",
        how: str = "Передать без имени",
        in_: Group | None = None,
        **where: Any,  # noqa: ANN401 - as for `says`
    ) -> Heard:
        """A student asks, is refused, and turns to the instructors; what came of the last press."""
        asked = f"/ask {question}" if in_ or student.home else question
        await student.says(asked, in_=in_, **where)
        heard = await student.presses("Спросить преподавателя", in_=in_)
        if comment:
            await student.says(comment, reply_to=heard.new[0], in_=in_, **where)
        return await student.presses(how, on=heard.new[0], in_=in_)

    async def audit(self) -> list[str]:
        """What the audit log says was done."""
        async with self.town.app.store.snapshot() as tx:
            now = tx.now()
            deeds = await tx.desk.audit.period(now.replace(year=2020), now.replace(year=2030))
        return [f"{deed.action}: {_shown(deed.detail)}" for deed in deeds]


def _shown(detail: Detail) -> str:
    return detail.words or (f"{detail.step} {detail.ticket}" if detail.ticket else detail.step)
