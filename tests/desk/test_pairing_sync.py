"""The desk's pairings and the hub's are one list, whatever happens while they are apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.clock import ManualClock
from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import Pairing
from core.errors import InvalidInputError
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.services.desk.pairing_sync import PairingSync
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope
from tests.helpers.waiting import until


def pairing(sensor: str, player: str = "player-001") -> Pairing:
    return Pairing(sensor_id=SensorId(sensor), player_id=PlayerId(player))


class Book:
    """A hub's list of pairings; refuses players whose name begins with “unknown”."""

    def __init__(self, *pairings: Pairing) -> None:
        self.pairings_changed: Event[[]] = Event()
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.status = LinkStatus.ONLINE
        self.kept = {one.sensor_id: one for one in pairings}

    async def pairings(self) -> tuple[Pairing, ...]:
        return tuple(self.kept.values())

    async def save_pairings(self, pairings: Sequence[Pairing]) -> None:
        if any(str(one.player_id).startswith("unknown") for one in pairings):
            raise InvalidInputError("There is no such player.")
        self.kept.update({one.sensor_id: one for one in pairings})
        self.pairings_changed.emit()

    async def remove_pairing(self, sensor_id: SensorId) -> None:
        del self.kept[sensor_id]
        self.pairings_changed.emit()

    def set_status(self, status: LinkStatus) -> None:
        self.status = status
        self.status_changed.emit(status, "")


@pytest.fixture
async def tasks():
    scope = TaskScope()
    yield scope
    await scope.close()


def agree_of(pairings: Pairings, book: Book) -> bool:
    return {one.sensor_id: one for one in pairings.all()} == book.kept


async def test_that_changes_go_both_ways_and_lists_of_a_first_start_are_joined(tasks: TaskScope):
    own, book = Pairings([pairing("a")]), Book(pairing("b", "player-002"))
    sync = PairingSync(own, book, ManualClock(0), tasks)
    await until(lambda: len(book.kept) == 2 and agree_of(own, book), "both have both")
    own.pair(pairing("c"), pairing("a", "player-003"))
    own.unpair(SensorId("b"))
    await until(lambda: set(book.kept) == {"a", "c"} and agree_of(own, book), "the hub follows")
    book.kept.pop(SensorId("c"))
    book.pairings_changed.emit()
    await until(lambda: agree_of(own, book) and len(own.all()) == 1, "the desk follows")
    await sync.close()


async def test_that_what_was_changed_apart_is_merged_and_a_deletion_does_not_come_back(
    tasks: TaskScope,
):
    agreed = (pairing("a"), pairing("b"), pairing("c"))
    # Here, “a” was freed and “b” given away; meanwhile somebody else freed “c” and added “d”.
    own = Pairings([pairing("b", "player-007"), pairing("c")])
    book = Book(pairing("a"), pairing("b"), pairing("d", "player-004"))
    sync = PairingSync(own, book, ManualClock(0), tasks, agreed)
    expected = {"b": "player-007", "d": "player-004"}
    await until(lambda: {one.sensor_id: one.player_id for one in own.all()} == expected, "merged")
    assert agree_of(own, book)
    await sync.close()


async def test_that_the_desk_works_on_while_the_hub_is_away(tasks: TaskScope):
    own, book = Pairings(), Book()
    book.status = LinkStatus.AWAY
    sync = PairingSync(own, book, ManualClock(0), tasks)
    own.pair(pairing("a"))
    assert own.owner_of(SensorId("a")) is not None
    book.set_status(LinkStatus.ONLINE)
    await until(lambda: set(book.kept) == {"a"}, "brought when it is back")
    await sync.close()


async def test_that_a_hub_with_an_empty_new_database_takes_nothing_away(tasks: TaskScope):
    agreed = (pairing("a"), pairing("b"))
    own, book = Pairings(agreed), Book()
    sync = PairingSync(own, book, ManualClock(0), tasks, agreed)
    await until(lambda: set(book.kept) == {"a", "b"}, "it gets them again")
    assert len(own.all()) == 2
    await sync.close()


async def test_that_a_pairing_that_the_hub_refuses_stays_here_and_holds_up_no_other(
    tasks: TaskScope,
):
    own, book = Pairings([pairing("a", "unknown-1"), pairing("b")]), Book()
    sync = PairingSync(own, book, ManualClock(0), tasks)
    await until(lambda: set(book.kept) == {"b"}, "the good one is there")
    own.pair(pairing("c"))
    await until(lambda: set(book.kept) == {"b", "c"}, "and the next")
    assert {one.sensor_id for one in own.all()} == {"a", "b", "c"}
    await sync.close()
