"""A room full of sensors, as values."""

from __future__ import annotations

from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind, SensorReading
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import NOW, PLAYERS


def strap(number: int, **changes) -> Sensor:
    """A heart-rate strap."""
    values = {
        "id": SensorId(f"C0:FF:EE:00:00:{number:02X}"),
        "name": f"Polar H10 8C{number:04d}",
        "kind": SensorKind.HEART_RATE,
        "state": LinkState.LIVE,
        "rssi_dbm": -52 - 2 * number,
        "battery_percent": 100 - 3 * number,
        "maker": "Polar",
    }
    return Sensor(**{**values, **changes})


def erg(number: int, **changes) -> Sensor:
    """A PM5 on a rower."""
    values = {
        "id": SensorId(f"5A:00:00:00:00:{number:02X}"),
        "name": f"PM5 4312{number:02d}",
        "kind": SensorKind.PM5_ROWER,
        "state": LinkState.LIVE,
        "rssi_dbm": -61 - number,
        "maker": "Concept2",
    }
    return Sensor(**{**values, **changes})


def heart_rate(sensor: Sensor, bpm: int, age_s: float = 0.4) -> SensorReading:
    """A packet of a strap, so many seconds old."""
    return SensorReading(sensor_id=sensor.id, at=NOW.timestamp() - age_s, heart_rate_bpm=bpm)


def fill_room(desk: FakeDesk) -> tuple[Sensor, ...]:
    """18 straps and 6 ergs, some of them in trouble; most have owners."""
    straps = [strap(number) for number in range(1, 19)]
    straps[2] = strap(3, state=LinkState.STALE, reason="no data for 8 s", rssi_dbm=-84)
    straps[5] = strap(6, state=LinkState.LOST, reason="no data for 34 s", rssi_dbm=-93)
    straps[8] = strap(9, state=LinkState.CONNECTING, battery_percent=None)
    straps[11] = strap(12, battery_percent=18)
    straps[13] = strap(14, state=LinkState.RECONNECTING, reason="link dropped, try 2")
    straps[15] = strap(16, battery_percent=9)
    straps[17] = strap(18, state=LinkState.IN_RANGE, battery_percent=None)
    ergs = [erg(number) for number in range(1, 7)]
    for sensor in (*straps, *ergs):
        desk.sensors.show(sensor)
    ages = {2: 8.0, 5: 34.0}
    for index, one in enumerate(straps):
        if one.state not in (LinkState.CONNECTING, LinkState.IN_RANGE):
            reading = heart_rate(one, 118 + 3 * index, ages.get(index, 0.5))
            desk.sensors.reading_received.emit(reading)
    for number, one in enumerate(ergs, start=1):
        desk.sensors.reading_received.emit(
            SensorReading(
                sensor_id=one.id,
                at=NOW.timestamp() - 1,
                power_w=180.0 + 12 * number,
                stroke_rate_spm=22.0 + number,
            )
        )
    desk.pairings.pair(
        *(
            Pairing(sensor_id=one.id, player_id=PlayerId(player.id))
            for one, player in zip(straps[:17], PLAYERS, strict=False)
        ),
        *(
            Pairing(sensor_id=one.id, unit_id=UnitId(f"rower-{number}"))
            for number, one in enumerate(ergs, start=1)
        ),
    )
    return (*straps, *ergs)
