"""Check-in over the virtual link: a strap held to the laptop, a handle that is pulled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import LinkState, Pairing
from core.services.desk.pairing_desk import Owner
from core.services.desk.pairings import Pairings
from core.services.desk.presence import present_players
from core.tasks import TaskScope
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.virtual_room import VirtualRoom, one_of
from ui.sensors.check_in_model import CheckInView
from ui.sensors.view_model import SensorsModel

EK, SANDBERG = PlayerId("player-004"), PlayerId("player-005")
AT_THE_LAPTOP_DBM, ACROSS_THE_HALL_DBM = -38, -74


@dataclass
class Hall:
    """A virtual room with a pairing desk in it."""

    room: VirtualRoom
    model: SensorsModel
    pairings: Pairings

    def begin(self, owner: Owner) -> None:
        self.model.check_in.begin(owner)

    @property
    def view(self) -> CheckInView:
        self.model.check_in.look()
        view = self.model.check_in.view
        assert view is not None
        return view

    async def hold(self, *addresses: str) -> None:
        """Hold straps to the laptop, and let it hear so before anybody looks."""
        for one in addresses:
            self.put(one)
        await self.room.until(
            lambda: all((self.room.sensor(one).rssi_dbm or -99) > -46 for one in addresses), "close"
        )

    async def offered(self) -> CheckInView:
        await self.room.until(lambda: self.view.offers, "offered")
        return self.view

    def put(self, address: str, dbm: int = AT_THE_LAPTOP_DBM) -> None:
        device = next(one for one in self.room.gym.devices if one.address == address)
        self.room.gym.faults.manners_of(address).weaker_db = device.rssi_dbm - dbm

    def owner_of(self, address: str) -> Pairing | None:
        return self.pairings.owner_of(SensorId(address))


@asynccontextmanager
async def hall_with(**devices: int) -> AsyncIterator[Hall]:
    async with VirtualRoom(one_of(**devices)) as room:
        tasks, pairings = TaskScope(), Pairings()
        services = replace(
            FakeDesk().services(),
            sensors=room.source,
            pairings=pairings,
            tasks=tasks,
            now=room.clock.now,
        )
        model = SensorsModel(services)
        model.load_owners()
        await room.until(lambda: model.has_owners, "the club was read")
        hall = Hall(room, model, pairings)
        for one in room.gym.devices:
            hall.put(one.address, ACROSS_THE_HALL_DBM)
        await room.until(
            lambda: all((one.rssi_dbm or 0) < -65 for one in room.source.sensors), "far away"
        )
        yield hall
        model.check_in.end()
        await tasks.close()
        model.deleteLater()


@pytest.mark.requirement(28)
async def test_that_holding_a_strap_to_the_laptop_signs_its_player_in():
    async with hall_with(straps=6) as hall:
        mine = hall.room.gym.devices[3].address
        hall.begin(Owner(player_id=EK))
        await hall.room.play(3)
        assert hall.view.offers == ()
        await hall.hold(mine)
        view = await hall.offered()
        assert [one.sensor_id for one in view.offers] == [mine]
        assert not view.is_question
        assert hall.model.steps.accept(view.offers[0])
        await hall.room.until(
            lambda: hall.room.sensor(mine).state is LinkState.LIVE, "his, and live"
        )
        assert present_players(hall.pairings.all(), hall.room.source.sensors) == {EK}
        others = (one.address for one in hall.room.gym.devices if one.address != mine)
        assert not any(hall.owner_of(one) for one in others)


async def test_that_two_straps_at_the_laptop_are_asked_about_and_neither_is_given_away():
    async with hall_with(straps=4) as hall:
        first, second = (one.address for one in hall.room.gym.devices[:2])
        hall.begin(Owner(player_id=EK))
        await hall.room.play(1)
        await hall.hold(first, second)
        view = await hall.offered()
        assert view.is_question
        assert {one.sensor_id for one in view.offers} == {first, second}
        assert hall.pairings.all() == ()


async def test_that_a_strap_with_an_owner_is_asked_about_before_it_changes_hands():
    async with hall_with(straps=3) as hall:
        strap = hall.room.gym.devices[0].address
        hall.pairings.pair(Pairing(sensor_id=SensorId(strap), player_id=SANDBERG))
        hall.begin(Owner(player_id=EK))
        await hall.room.play(1)
        await hall.hold(strap)
        view = await hall.offered()
        assert view.is_question
        assert {one.owner for one in view.offers} == {
            Owner(player_id=EK),
            Owner(player_id=SANDBERG),
        }
        pairing = hall.owner_of(strap)
        assert pairing is not None
        assert pairing.player_id == SANDBERG


@pytest.mark.requirement(28)
async def test_that_pulling_the_handle_signs_the_machine_in_and_lets_the_others_go():
    async with hall_with(pm5_rowers=3) as hall:
        rowers = [one.address for one in hall.room.gym.devices]
        unit = next(iter(hall.model.owners.units))
        hall.begin(Owner(unit_id=unit))
        await hall.room.until(
            lambda: all(hall.room.sensor(one).state is LinkState.LIVE for one in rowers),
            "all are felt",
        )
        await hall.room.play(4)
        assert hall.view.offers == ()
        hall.room.gym.set_intensity("guest 2", 0.9)
        view = await hall.offered()
        assert [one.sensor_id for one in view.offers] == [rowers[1]]
        assert hall.model.steps.accept(view.offers[0])
        hall.model.check_in.end()
        pairing = hall.owner_of(rowers[1])
        assert pairing is not None
        assert pairing.unit_id == unit
        await hall.room.until(
            lambda: all(
                hall.room.sensor(one).state is LinkState.IN_RANGE for one in (rowers[0], rowers[2])
            ),
            "the others are let go",
        )
        assert hall.room.sensor(rowers[1]).state is LinkState.LIVE


async def test_that_two_handles_pulled_at_once_are_asked_about():
    async with hall_with(pm5_rowers=2) as hall:
        rowers = [one.address for one in hall.room.gym.devices]
        hall.begin(Owner(unit_id=next(iter(hall.model.owners.units))))
        await hall.room.until(
            lambda: all(hall.room.sensor(one).state is LinkState.LIVE for one in rowers), "felt"
        )
        await hall.room.play(4)
        for guest in ("guest 1", "guest 2"):
            hall.room.gym.set_intensity(guest, 0.9)
        view = await hall.offered()
        assert view.is_question
        assert {one.sensor_id for one in view.offers} == set(rowers)
        assert hall.pairings.all() == ()
