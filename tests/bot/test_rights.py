"""Rights: the table in the documentation is the table of the code, and nothing goes past it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.courses.course import Shelf
from bot.handlers.desk.desk import Desk
from bot.handlers.limits import Limits
from bot.handlers.rights import RIGHTS, Action, Rights, Role, audited
from bot.handlers.turn import Links
from bot.model import Person, Place, PlaceKind
from bot.routes import House, routes
from bot.storage.schema import audit
from bot.taps import Tap
from bot.texts import EN, RU

if TYPE_CHECKING:
    from bot.handlers.desk.office import Office
    from bot.handlers.keeping import Requests
    from bot.handlers.turn import Turn

DOCS = Path(__file__).parents[2] / "docs" / "rights.md"
OWNER, SOMEBODY = 1, 2


class Asked:
    """Admins of a group, counting how often the platform was asked."""

    def __init__(self, *admins: int) -> None:
        self.admins = admins
        self.times = 0

    async def is_admin(self, place: Place, person: Person) -> bool:
        """Whether the person is one of them."""
        del place
        self.times += 1
        return person.id in self.admins


def turn(person: int, *, group: bool = False, staff: bool = False) -> Turn:
    """As much of a turn as deciding takes."""
    place = Place(-5, PlaceKind.GROUP) if group else Place(person, PlaceKind.PRIVATE)
    return cast("Turn", SimpleNamespace(person=Person(person), place=place, in_group=group, staff=staff))


def test_the_documentation_shows_the_table() -> None:
    """Row by row, in the same order."""
    lines = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    header, _, *body = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    assert header[1:] == [role.value for role in Role]
    shown = {
        Action(name): {role for role, cell in zip(Role, cells, strict=True) if cell == "yes"}
        for name, *cells in body
    }
    expected = {
        action: set(Role) if Role.STUDENT in roles else set(roles) for action, roles in RIGHTS.items()
    }
    assert shown == expected
    assert list(shown) == list(RIGHTS)


def test_every_action_has_its_rights() -> None:
    """None is forgotten, each name fits the audit log, and what the staff does has Russian words."""
    assert {str(action) for action in Action if audited(action)} <= set(RU.desk.deeds)
    assert set(RU.desk.deeds) == set(EN.desk.deeds)
    assert set(RU.desk.steps) == set(EN.desk.steps)
    assert set(RIGHTS) == set(Action)
    length = cast("Any", audit.c.action.type).length
    assert all(len(action) <= length for action in Action)


@pytest.mark.parametrize("action", [action for action in Action if audited(action)])
async def test_what_is_the_staffs(action: Action) -> None:
    """Instructors in their chat, the owner in private; nobody else, be they admins of groups."""
    rights = Rights(Asked(SOMEBODY, OWNER), OWNER)
    assert await rights.may(turn(SOMEBODY, staff=True), action)
    assert await rights.may(turn(SOMEBODY, staff=True, group=True), action)
    assert await rights.may(turn(OWNER), action)
    assert not await rights.may(turn(OWNER, group=True), action)
    assert not await rights.may(turn(SOMEBODY), action)
    assert not await rights.may(turn(SOMEBODY, group=True), action)
    assert not await Rights(Asked()).may(turn(SOMEBODY), action), "no owner is nobody"


async def test_admins_are_asked_for_only_where_it_counts() -> None:
    """The platform is asked about admins for their actions in groups, and for nothing else."""
    admins = Asked(SOMEBODY)
    rights = Rights(admins, OWNER)
    for action in Action:
        if Role.ADMIN not in RIGHTS[action]:
            await rights.may(turn(SOMEBODY, group=True), action)
    assert not await rights.may(turn(SOMEBODY), Action.GROUP_SETTINGS)
    assert admins.times == 0
    assert await rights.may(turn(SOMEBODY, group=True), Action.GROUP_SETTINGS)
    assert not await rights.may(turn(OWNER, group=True), Action.GROUP_SETTINGS)
    assert admins.times == 2


def test_commands_and_buttons_of_the_desk_name_their_action() -> None:
    """What students have is theirs, everything else is the staff's."""
    desk = Desk(cast("Office", None), Rights(Asked()))
    students = {tap.__name__ for tap, (action, _) in desk.taps().items() if not audited(action)}
    assert students == {"Human", "Submit", "Queue", "Understood"}
    assert {name for name, (action, _) in desk.commands().items() if not audited(action)} == {"staff"}


def test_every_button_has_its_route() -> None:
    """No button exists that nobody handles, and none is handled that does not exist."""
    house = House(
        shelf=Shelf(),
        links=Links(),
        admins=Asked(),
        limits=Limits(20, 20),
        zone=ZoneInfo("UTC"),
        office=cast("Office", SimpleNamespace()),
        keeper=cast("Requests", SimpleNamespace()),
    )
    table = routes(house)
    assert set(table.taps) == set(Tap.__args__)
    assert all(isinstance(action, Action) for action, _ in (*table.taps.values(), *table.commands.values()))
