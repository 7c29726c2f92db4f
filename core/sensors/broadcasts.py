"""Sensors that tell their values in advertisements: live without a connection, any number."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, SensorKind, SensorReading
from core.errors import MalformedPacketError
from core.gatt import keiser, polar_advertisement
from core.gatt.catalog import advertisement
from core.ports.clock import Clock
from core.sensors.register import SensorRegister
from core.sensors.tap import Tap
from core.sensors.watchdog import LOST_AFTER_S, STALE_AFTER_S

_REPEAT_S = 1.0
_COUNTED = frozenset({polar_advertisement.COMPANY})
BROADCAST_ONLY = frozenset({SensorKind.KEISER_BIKE})
"""Kinds that cannot be connected at all."""


class _Voice:
    """What was last heard of one sensor."""

    def __init__(self) -> None:
        self.heard_s: float | None = None
        self.last: bytes = b""
        self.is_live = asyncio.Event()


class Broadcasts:
    """Reads advertisements of straps and bikes, and shows the age of what they said.

    A sensor that is connected as well speaks through its connection; `is_linked` says so.

    Args:
        register: Where a sensor's state is told.
        clock: For ages.
        is_linked: Whether a sensor's connection gives data now.
        on_reading: Called with every reading.
        tap: Told of the data behind each.
    """

    def __init__(
        self,
        register: SensorRegister,
        clock: Clock,
        is_linked: Callable[[SensorId], bool],
        on_reading: Callable[[SensorReading], None],
        tap: Tap,
    ) -> None:
        self._register = register
        self._clock = clock
        self._is_linked = is_linked
        self._on_reading = on_reading
        self._tap = tap
        self._voices: dict[SensorId, _Voice] = {}

    def is_live(self, sensor_id: SensorId) -> bool:
        """Whether it has told a value lately."""
        voice = self._voices.get(sensor_id)
        if voice is None or voice.heard_s is None:
            return False
        return self._clock.monotonic() - voice.heard_s < STALE_AFTER_S

    async def live(self, sensor_id: SensorId) -> None:
        """Wait until it tells a value."""
        await self._voices.setdefault(sensor_id, _Voice()).is_live.wait()

    def heard(self, sensor_id: SensorId, company_data: Mapping[int, bytes], at: float) -> None:
        """An advertisement came from a sensor in the register."""
        for company, read_company in _READERS.items():
            data = company_data.get(company)
            if data is None:
                continue
            voice = self._voices.setdefault(sensor_id, _Voice())
            if data == voice.last and not self._is_worth_repeating(company, voice):
                return
            try:
                reading = read_company(sensor_id, data, at)
            except MalformedPacketError:
                return
            if reading is not None:
                voice.last = data
                self._take(voice, reading, company)

    def check(self) -> None:
        """Show the age of what was said. To be called a few times a second."""
        now_s = self._clock.monotonic()
        for sensor_id, voice in self._voices.items():
            if voice.heard_s is None or self._is_linked(sensor_id):
                continue
            age_s = now_s - voice.heard_s
            if age_s < STALE_AFTER_S or not self._register.get(sensor_id).is_broadcast:
                continue
            voice.is_live.clear()
            is_lost = age_s >= LOST_AFTER_S
            state = LinkState.LOST if is_lost else LinkState.STALE
            self._register.set_state(sensor_id, state, "it broadcasts no more")

    def _is_worth_repeating(self, company: int, voice: _Voice) -> bool:
        """Polar counts its samples, so what is sent again is old; a bike at rest just says so."""
        if company in _COUNTED or voice.heard_s is None:
            return False
        return self._clock.monotonic() - voice.heard_s >= _REPEAT_S

    def _take(self, voice: _Voice, reading: SensorReading, company: int) -> None:
        voice.heard_s = self._clock.monotonic()
        voice.is_live.set()
        if self._is_linked(reading.sensor_id):
            return
        self._register.set_broadcast(reading.sensor_id, is_broadcast=True)
        self._register.set_state(reading.sensor_id, LinkState.LIVE, "")
        self._tap.packet(reading.at, reading.sensor_id, advertisement(company), voice.last)
        self._on_reading(reading)


def reading_of(sensor_id: SensorId, uuid: str, data: bytes, at: float) -> SensorReading | None:
    """What a company's data in an advertisement says; None for one that is not known here.

    Args:
        sensor_id: Who advertises.
        uuid: Such as `advertisement/0x006b`.
        data: Without the company's number.
        at: Its arrival, seconds since 1970.

    Raises:
        MalformedPacketError: It cannot be read.
    """
    for company, read_company in _READERS.items():
        if uuid == advertisement(company):
            return read_company(sensor_id, data, at)
    return None


def kind_of(company_data: Mapping[int, bytes]) -> SensorKind | None:
    """What a device is that has no services to show, from its broadcast values."""
    if keiser.COMPANY in company_data and _is_readable(keiser.decode, company_data[keiser.COMPANY]):
        return SensorKind.KEISER_BIKE
    polar = company_data.get(polar_advertisement.COMPANY)
    if polar is not None and _is_readable(_heart_rate_of, polar):
        return SensorKind.HEART_RATE
    return None


def _is_readable(read: Callable[[bytes], object], data: bytes) -> bool:
    try:
        return read(data) is not None
    except MalformedPacketError:
        return False


def _heart_rate_of(data: bytes) -> int | None:
    return polar_advertisement.decode(data).heart_rate_bpm


def _polar(sensor_id: SensorId, data: bytes, at: float) -> SensorReading | None:
    value = polar_advertisement.decode(data)
    if value.frame_counter is None:
        return None
    bpm = value.heart_rate_bpm if value.has_contact else None
    return SensorReading(sensor_id=sensor_id, at=at, heart_rate_bpm=bpm)


def _keiser(sensor_id: SensorId, data: bytes, at: float) -> SensorReading | None:
    value = keiser.decode(data)
    if not value.is_live:
        return None
    return SensorReading(
        sensor_id=sensor_id,
        at=at,
        power_w=float(value.power_w),
        cadence_rpm=value.cadence_rpm,
        distance_m=None if value.distance_km is None else value.distance_km * 1000,
        energy_kcal=float(value.energy_kcal),
    )


_READERS: dict[int, Callable[[SensorId, bytes, float], SensorReading | None]] = {
    polar_advertisement.COMPANY: _polar,
    keiser.COMPANY: _keiser,
}
