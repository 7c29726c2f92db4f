"""One press of a button: a group's machines, each at its player's own power."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import msgspec
import pytest

from core.domain.control import ControlState, MachineControlState
from core.domain.equipment import BIKE_ERG
from core.domain.ids import EventId, FacilityId, SensorId, SessionId, UnitId
from core.domain.player import Player
from core.domain.sensor import Pairing, SensorKind
from core.domain.session import Assignment, Session, SessionStatus
from core.domain.workout import Content, Interval
from core.errors import NotFoundError, WrongStateError
from core.live.board import LiveBoard
from core.live.events import Recorded, SessionStarted, utc
from core.live.reducer import open_session
from core.live.state import Roster
from core.ports.machine_control import MachineRefusedError, MachineUnavailableError
from core.sensors.control.machines import BleakMachineControl
from core.services.desk.interval_push import IntervalPush
from core.services.desk.machine_answer import MachinePush, PushOutcome
from core.services.desk.machine_desk import MachineDesk
from core.services.desk.pairings import Pairings
from tests.helpers.machine_fakes import FakeMachineControl
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.sample_club import make_player
from tests.helpers.sensor_fakes import erg
from tests.helpers.virtual_room import START, VirtualRoom, one_of

_SESSION = SessionId("session-1")
_INTERVALS = (
    Interval(name="Warm-up", duration_s=300, target_ftp_share=0.5),
    Interval(name="Work", duration_s=240, target_ftp_share=1.2),
    Interval(name="Rest", duration_s=60),
)


def player_with(number: int, ftp_w: float | None) -> Player:
    player = make_player(number)
    return msgspec.structs.replace(player, ftp_w={} if ftp_w is None else {BIKE_ERG: ftp_w})


def session_of(players: tuple[Player, ...]) -> Session:
    return Session(
        id=_SESSION,
        name="Bike Group",
        equipment=BIKE_ERG,
        facility_id=FacilityId("facility-001"),
        intervals=_INTERVALS,
        starts_at=datetime.fromtimestamp(START, UTC),
        duration_min=10,
        assignments=tuple(
            Assignment(player_id=player.id, unit_id=UnitId(f"bike-{number}"))
            for number, player in enumerate(players, start=1)
        ),
    )


class Group:
    """A session on the board; player n sits at bike n."""

    def __init__(self, *ftps_w: float | None) -> None:
        self.at = START
        self.players = tuple(
            player_with(number, ftp_w) for number, ftp_w in enumerate(ftps_w, start=1)
        )
        self.board = LiveBoard(lambda: self.at)
        names = {UnitId(f"bike-{n}"): f"Bike Erg {n}" for n in range(1, len(ftps_w) + 1)}
        roster = Roster(session=session_of(self.players), players=self.players, unit_names=names)
        self.board.show(open_session(roster))
        self.pairings = Pairings()

    def put(self, number: int, address: str) -> None:
        unit_id = UnitId(f"bike-{number}")
        self.pairings.pair(Pairing(sensor_id=SensorId(address), unit_id=unit_id))

    def start(self) -> None:
        event = SessionStarted(event_id=EventId("e"), session_id=_SESSION, at=utc(self.at))
        self.board.apply(_SESSION, Recorded(seq=1, event=event))


@asynccontextmanager
async def room_with(group: Group, **counts: int) -> AsyncIterator[tuple[VirtualRoom, MachineDesk]]:
    """All devices connected, and put on the bikes in their order."""
    devices = one_of(**counts)
    async with VirtualRoom(devices) as room:
        await room.connect(*(one.address for one in devices))
        for number, device in enumerate(devices, start=1):
            group.put(number, device.address)
        control = BleakMachineControl(room.source, room.source.client_of, room.clock)
        yield (
            room,
            MachineDesk(control, room.source, group.pairings, group.board, lambda: group.at),
        )
        await control.close()


def by_machine(push: IntervalPush) -> dict[str, MachinePush]:
    return {one.machine: one for one in push.machines}


async def test_that_each_machine_is_set_to_its_own_players_share_of_ftp():
    group = Group(200, 250, 300)
    group.start()
    async with room_with(group, ftms_bikes=3) as (room, desk):
        push = await desk.push(_SESSION)
        room.readings.clear()
        await room.play(30)
    means = []
    for device in room.gym.devices:
        powers = [
            one.power_w
            for one in room.readings
            if one.sensor_id == device.address and one.power_w is not None
        ][-10:]
        means.append(sum(powers) / len(powers))
    assert (push.interval, push.ftp_share) == ("Work", 1.2)
    assert [one.power_w for one in push.machines] == [240, 300, 360]
    assert means == pytest.approx([240, 300, 360], rel=0.08)


async def test_that_who_is_restricted_is_asked_for_no_more_than_he_may():
    group = Group(200, 250)
    easier = tuple(
        msgspec.structs.replace(one, target_ftp_share=0.75 if one.target_ftp_share else None)
        for one in _INTERVALS
    )
    state = group.board.session(_SESSION)
    assert state is not None
    mine = state.players[group.players[0].id]
    restricted = msgspec.structs.replace(mine, content=Content(intervals=easier))
    players = {**state.players, mine.player.id: restricted}
    group.board.show(msgspec.structs.replace(state, players=players))
    group.start()
    async with room_with(group, ftms_bikes=2) as (_, desk):
        push = await desk.push(_SESSION)
    assert [one.power_w for one in push.machines] == [150, 300]


async def test_that_a_machine_that_refuses_is_named_and_the_others_are_set():
    group = Group(200, 250, 300)
    async with room_with(group, ftms_bikes=3) as (room, desk):
        station = room.gym._stations.at(room.gym.devices[1].address)
        station.peripheral.on_written = lambda uuid, value: station.peripheral.indicate(
            uuid, bytes([0x80, value[0], 4])
        )
        push = await desk.push(_SESSION, 1)
    machines = by_machine(push)
    assert [one.outcome for one in push.machines] == [
        PushOutcome.DONE,
        PushOutcome.REFUSED,
        PushOutcome.DONE,
    ]
    assert machines["Bike Erg 2"].reason == "failed at being controlled"
    assert machines["Bike Erg 2"].next_step


async def test_that_what_cannot_be_told_a_power_is_named_with_its_reason():
    group = Group(200, 200, 200, 200, None)
    async with room_with(group, ftms_rowers=1, power_meter_bikes=1) as (_, desk):
        push = await desk.push(_SESSION, 1)
    # furnished in this order: the rower, the pedals; three bikes stay bare
    assert [(one.machine, one.outcome) for one in push.machines] == [
        ("Bike Erg 1", PushOutcome.NOT_CONTROLLABLE),
        ("Bike Erg 2", PushOutcome.NOT_CONTROLLABLE),
        ("Bike Erg 3", PushOutcome.NO_MACHINE),
        ("Bike Erg 4", PushOutcome.NO_MACHINE),
        ("Bike Erg 5", PushOutcome.NO_MACHINE),
    ]
    reasons = [one.reason for one in push.machines]
    assert "does not offer a target power" in reasons[0]
    assert "only measures" in reasons[1]


async def test_that_a_power_beyond_the_machine_is_told_as_limited():
    group = Group(1000)
    async with room_with(group, ftms_bikes=1) as (_, desk):
        (machine,) = (await desk.push(_SESSION, 1)).machines
    assert (machine.outcome, machine.power_w) == (PushOutcome.LIMITED, 600)
    assert "600 W, not 1200 W" in machine.reason


async def test_that_a_machine_out_of_reach_is_named():
    group = Group(200)
    group.put(1, "5A:00:00:00:00:01")
    sensors, control = FakeSensorSource(), FakeMachineControl()
    bike = erg(1, kind=SensorKind.FTMS_BIKE, name="Indoor Bike 1")
    sensors.show(bike)
    control.refusals[bike.id] = MachineUnavailableError(
        bike.name, "is not connected", suggested_action="Connect it."
    )
    desk = MachineDesk(control, sensors, group.pairings, group.board, lambda: group.at)
    (machine,) = (await desk.push(_SESSION, 0)).machines
    assert (machine.machine, machine.outcome) == ("Bike Erg 1", PushOutcome.REFUSED)
    assert machine.reason == "is not connected"


class FakeGroup(Group):
    """Two bikes without a radio."""

    def __init__(self, *ftps_w: float | None) -> None:
        super().__init__(*ftps_w)
        self.control = FakeMachineControl()
        self.sensors = FakeSensorSource()
        self.bikes = [
            erg(number, kind=SensorKind.FTMS_BIKE, name=f"Indoor Bike {number}")
            for number in range(1, len(ftps_w) + 1)
        ]
        for number, bike in enumerate(self.bikes, start=1):
            self.sensors.show(bike)
            self.put(number, bike.id)
        self.desk = MachineDesk(
            self.control, self.sensors, self.pairings, self.board, lambda: self.at
        )


class _Opener(asyncio.Event):
    """Nobody waits here; who passes opens another gate."""

    def __init__(self, other: asyncio.Event) -> None:
        super().__init__()
        self._other = other

    async def wait(self) -> bool:
        self._other.set()
        return True


async def test_that_no_machine_waits_for_another():
    group = FakeGroup(200, 250)
    first, second = (bike.id for bike in group.bikes)
    gate = asyncio.Event()
    group.control.gates = {first: gate, second: _Opener(gate)}
    push = await group.desk.push(_SESSION, 1)
    assert all(one.is_done for one in push.machines)
    assert group.control.powers == {first: 240, second: 300}


async def test_that_a_player_whose_ftp_nobody_knows_keeps_his_machine_as_it_is():
    group = FakeGroup(None)
    (machine,) = (await group.desk.push(_SESSION, 1)).machines
    assert machine.outcome is PushOutcome.NO_THRESHOLD
    assert group.control.told == []


async def test_that_a_machine_that_can_be_told_is_preferred_to_pedals_on_it():
    group = FakeGroup(200)
    pedals = erg(9, kind=SensorKind.CYCLING_POWER, name="Assioma")
    group.sensors.show(pedals)
    group.pairings = Pairings(
        [
            Pairing(sensor_id=pedals.id, unit_id=UnitId("bike-1")),
            Pairing(sensor_id=group.bikes[0].id, unit_id=UnitId("bike-1")),
        ]
    )
    desk = MachineDesk(group.control, group.sensors, group.pairings, group.board, lambda: group.at)
    await desk.push(_SESSION, 1)
    assert list(group.control.powers) == [group.bikes[0].id]


async def test_that_next_is_the_interval_after_the_running_one():
    group = FakeGroup(200)
    assert (await group.desk.push(_SESSION)).interval == "Warm-up"
    group.start()
    group.at += 299
    assert (await group.desk.push(_SESSION)).interval == "Work"
    group.at += 2
    with pytest.raises(WrongStateError, match="Rest of Bike Group asks for no power"):
        await group.desk.push(_SESSION)
    assert not group.desk.can_push(_SESSION)
    group.at += 250
    with pytest.raises(WrongStateError, match="no next interval"):
        await group.desk.push(_SESSION)


async def test_that_an_interval_or_session_that_is_not_there_is_refused():
    group = FakeGroup(200)
    with pytest.raises(NotFoundError):
        await group.desk.push(_SESSION, 3)
    with pytest.raises(NotFoundError):
        await group.desk.push(SessionId("another"))
    assert not group.desk.can_push(SessionId("another"))


async def test_that_several_sessions_are_pushed_together_and_one_without_next_says_so():
    group = FakeGroup(200)
    state = group.board.session(_SESSION)
    over = msgspec.structs.replace(
        state.session,
        id=SessionId("session-2"),
        name="Ski Group",
        status=SessionStatus.COMPLETED,
        assignments=(),
    )
    group.board.show(open_session(Roster(session=over, players=())))
    pushes, errors = await group.desk.push_next([_SESSION, SessionId("session-2")])
    assert [push.session for push in pushes] == ["Bike Group"]
    assert [error.message for error in errors] == ["Ski Group has no next interval."]


async def test_that_control_that_is_lost_is_told_with_the_name_on_the_machine():
    group = FakeGroup(200)
    told: list[str] = []
    group.desk.control_lost.connect(told.append)
    for state in (ControlState.HELD, ControlState.LOST):
        group.control.control_changed.emit(
            MachineControlState(
                sensor_id=group.bikes[0].id, state=state, reason="gave its control to another"
            )
        )
    assert len(told) == 1
    assert told[0].startswith("Bike Erg 1 gave its control to another.")


async def test_that_a_zero_offset_goes_to_the_meter_and_is_remembered():
    group = FakeGroup(200)
    bike = group.bikes[0].id
    result = await group.desk.zero_offset(bike)
    assert group.desk.zero_offset_of(bike) == result
    assert group.desk.zeroed_since(0.0) == {bike}
    assert group.desk.zeroed_since(1.0) == frozenset()
    group.control.refusals[bike] = MachineRefusedError("Assioma", "no", suggested_action="Rest.")
    with pytest.raises(MachineRefusedError):
        await group.desk.zero_offset(bike)
    assert group.desk.zero_offset_of(bike) == result
