"""The pre-flight board: what is said of whom before the whistle."""

from __future__ import annotations

import msgspec
import pytest

from core.domain.ids import PlayerId, UnitId
from core.domain.radio import LinkCapacity
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind
from core.services.desk.preflight import Preflight, Room, Topic, inspect
from tests.helpers.sample_club import PLAYERS, UNITS, make_bundle
from tests.helpers.sensor_fakes import erg, strap


def _strap(number: int, **changes) -> Sensor:
    return strap(number, **{"rssi_dbm": -60, "battery_percent": 90, **changes})


def _room(**changes) -> Room:
    """Three players on three rowers, everything well."""
    ids = [player.id for player in PLAYERS[:3]]
    room = Room(
        bundle=make_bundle(player_ids=ids),
        pairings=(
            *(Pairing(sensor_id=strap(n).id, player_id=ids[n - 1]) for n in (1, 2, 3)),
            *(Pairing(sensor_id=erg(n).id, unit_id=UnitId(f"rower-{n}")) for n in (1, 2, 3)),
        ),
        sensors=(*(_strap(n) for n in (1, 2, 3)), *(erg(n) for n in (1, 2, 3))),
        player_names={one.id: f"{one.jersey_number} {one.last_name}" for one in PLAYERS},
        unit_names={one.id: one.name for one in UNITS},
    )
    return msgspec.structs.replace(room, **changes)


def _with(sensor: Sensor, room: Room | None = None) -> Room:
    room = room or _room()
    others = tuple(one for one in room.sensors if one.id != sensor.id)
    return msgspec.structs.replace(room, sensors=(*others, sensor))


def _said(board: Preflight) -> list[tuple[Topic, str]]:
    return [(one.topic, one.sentence) for one in board.findings]


def test_that_a_room_in_which_all_is_well_is_ready() -> None:
    board = inspect(_room())
    assert board.is_ready
    assert board.headline == "Ready: 3 of 3 players"


@pytest.mark.parametrize(
    ("sensor", "topic", "sentence"),
    [
        (_strap(2, battery_percent=19), Topic.BATTERY, "has 19\N{NO-BREAK SPACE}% battery"),
        (_strap(2, rssi_dbm=-81), Topic.SIGNAL, "is weak at \N{MINUS SIGN}81\N{NO-BREAK SPACE}dBm"),
        (
            _strap(2, state=LinkState.STALE, reason="no data for 8 s"),
            Topic.NOT_LIVE,
            "says nothing just now (no data for 8 s)",
        ),
        (_strap(2, state=LinkState.IN_RANGE), Topic.NOT_LIVE, "is in range but not connected"),
        (_strap(2, state=LinkState.LOST), Topic.ABSENT, "is lost"),
    ],
)
def test_that_a_strap_in_trouble_is_named_with_its_player(sensor, topic, sentence) -> None:
    board = inspect(_with(sensor))
    assert _said(board) == [(topic, f"2 Berg: Polar H10 8C0002 {sentence}.")]
    assert board.headline == "Ready: 2 of 3 players"
    assert board.findings[0].sensor_id == sensor.id
    assert board.findings[0].next_step


@pytest.mark.parametrize("sensor", [_strap(2, battery_percent=20), _strap(2, rssi_dbm=-80)])
def test_that_a_strap_just_good_enough_is_not_named(sensor) -> None:
    assert inspect(_with(sensor)).is_ready


def test_that_a_player_without_strap_and_a_machine_without_sensor_are_named() -> None:
    room = _room()
    pairings = tuple(
        one
        for one in room.pairings
        if one.player_id != "player-001" and one.unit_id != UnitId("rower-3")
    )
    board = inspect(msgspec.structs.replace(room, pairings=pairings))
    assert _said(board) == [
        (Topic.NO_STRAP, "1 Lindqvist has no strap."),
        (Topic.NO_MACHINE_SENSOR, "Rower 3 (3 Nyström) has no sensor."),
    ]
    assert board.ready_count == 1
    assert board.findings[0].owner is not None
    assert board.findings[0].owner.player_id == PlayerId("player-001")


def test_that_a_remembered_strap_that_never_came_is_absent() -> None:
    room = _room()
    sensors = tuple(one for one in room.sensors if one.id != strap(1).id)
    board = inspect(msgspec.structs.replace(room, sensors=sensors))
    assert [one.topic for one in board.findings] == [Topic.ABSENT]


def test_that_a_second_strap_that_is_live_is_enough() -> None:
    room = _with(_strap(2, state=LinkState.LOST))
    room = _with(_strap(9), room)
    spare = Pairing(sensor_id=strap(9).id, player_id=PlayerId("player-002"))
    assert inspect(msgspec.structs.replace(room, pairings=(*room.pairings, spare))).is_ready


def test_that_a_power_meter_that_was_not_zeroed_is_named_where_that_can_be_told() -> None:
    meter = erg(1, kind=SensorKind.CYCLING_POWER)
    assert inspect(_with(meter)).is_ready
    told = msgspec.structs.replace(_with(meter), zeroed=frozenset())
    assert [one.topic for one in inspect(told).findings] == [Topic.NOT_ZEROED]
    done = msgspec.structs.replace(told, zeroed=frozenset({meter.id}))
    assert inspect(done).is_ready


def test_that_more_sensors_than_the_radio_holds_come_first() -> None:
    room = _with(
        _strap(2, battery_percent=5), _room(capacity=LinkCapacity(used=8, wanted=9, limit=8))
    )
    assert [one.topic for one in inspect(room).findings] == [Topic.CAPACITY, Topic.BATTERY]
    assert inspect(_room(capacity=LinkCapacity(used=8, wanted=8, limit=8))).is_ready


def test_that_without_a_bundle_everybody_who_is_paired_is_looked_at() -> None:
    board = inspect(_with(_strap(2, battery_percent=5), _room(bundle=None)))
    assert board.headline == "Ready: 2 of 3 players"
