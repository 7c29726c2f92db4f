"""What is worn: straps, a muscle oxygen sensor, a core temperature sensor."""

from __future__ import annotations

import math
from random import Random

from core.gatt import core_temperature, heart_rate, moxy, polar_advertisement, uuids
from core.gatt.heart_rate import SkinContact
from core.sensors.virtual.packet import Packet, advertised
from core.sensors.virtual.vitals import Vitals

_RR_SPREAD = 0.02
_MAX_RR_PER_PACKET = 9
_FRAMES = 8
_COUNTS = 1 << 16
_SATURATION_REST, _SATURATION_HARD = 72.0, 28.0
_HEART_REST_BPM, _HEART_HARD_BPM = 60.0, 185.0
_HAEMOGLOBIN_G_PER_DL = 12.4
_CORE_REST_C, _SKIN_C = 37.0, 33.5
_CORE_RISE_C, _CORE_S = 1.8, 1200.0
_QUALITY_GOOD = 4


class StrapTransmitter:
    """A chest strap: heart rate, and the intervals of the beats since the last packet.

    Args:
        random: For the beat-to-beat variation.
        broadcasts: Whether it also tells the heart rate in its advertisements, as Polar's do.
    """

    def __init__(self, random: Random, *, broadcasts: bool = False) -> None:
        self._random = random
        self._broadcasts = broadcasts
        self._frame = 0
        self._beat_due: float | None = None

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement; nothing without a heart rate."""
        bpm = vitals.heart_rate_bpm
        if bpm is None:
            self._beat_due = None
            return []
        value = heart_rate.HeartRate(
            heart_rate_bpm=bpm,
            contact=SkinContact.DETECTED,
            rr_intervals_ms=self._intervals_ms(bpm, instant),
        )
        packets = [(uuids.HEART_RATE_MEASUREMENT, heart_rate.encode(value))]
        return [*packets, self._broadcast(bpm)] if self._broadcasts else packets

    def _broadcast(self, bpm: int) -> Packet:
        self._frame = (self._frame + 1) % _FRAMES
        value = polar_advertisement.PolarAdvertisement(
            is_battery_low=False,
            has_contact=True,
            frame_counter=self._frame,
            is_broadcast=True,
            khz_code=0,
            fast_heart_rate_bpm=bpm,
            slow_heart_rate_bpm=bpm,
        )
        return advertised(polar_advertisement.COMPANY, polar_advertisement.encode(value))

    def _intervals_ms(self, bpm: int, instant: float) -> tuple[float, ...]:
        intervals: list[float] = []
        due = instant - 1.0 if self._beat_due is None else self._beat_due
        while bpm > 0 and len(intervals) < _MAX_RR_PER_PACKET:
            interval_ms = 60000 / bpm * (1 + self._random.gauss(0.0, _RR_SPREAD))
            if due + interval_ms / 1000 > instant:
                break
            due += interval_ms / 1000
            intervals.append(interval_ms)
        self._beat_due = max(due, instant - 2.0)
        return tuple(intervals)


class MoxyTransmitter:
    """Muscle oxygen, which falls as the heart rises."""

    def __init__(self) -> None:
        self._count = 0
        self._previous: float | None = None

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:  # noqa: ARG002 (needs no time)
        """One measurement; nothing without a heart rate."""
        if vitals.heart_rate_bpm is None:
            return []
        effort = (vitals.heart_rate_bpm - _HEART_REST_BPM) / (_HEART_HARD_BPM - _HEART_REST_BPM)
        fall = (_SATURATION_REST - _SATURATION_HARD) * min(max(effort, 0.0), 1.0)
        saturation = _SATURATION_REST - fall
        self._count = (self._count + 1) % _COUNTS
        value = moxy.MuscleOxygen(
            count=self._count,
            saturation_percent=saturation,
            previous_saturation_percent=self._previous,
            haemoglobin_g_per_dl=_HAEMOGLOBIN_G_PER_DL,
            flags=0,
        )
        self._previous = saturation
        return [(uuids.MOXY_DATA, moxy.encode(value))]


class CoreTransmitter:
    """Core temperature, which rises slowly with work."""

    def __init__(self) -> None:
        self._core_c = _CORE_REST_C
        self._at: float | None = None

    def packets(self, vitals: Vitals, instant: float) -> list[Packet]:
        """One measurement."""
        passed_s = 0.0 if self._at is None else max(instant - self._at, 0.0)
        self._at = instant
        effort = ((vitals.heart_rate_bpm or _HEART_REST_BPM) - _HEART_REST_BPM) / (
            _HEART_HARD_BPM - _HEART_REST_BPM
        )
        goal_c = _CORE_REST_C + _CORE_RISE_C * min(max(effort, 0.0), 1.0)
        self._core_c += (goal_c - self._core_c) * (1 - math.exp(-passed_s / _CORE_S))
        value = core_temperature.CoreTemperature(
            core_celsius=self._core_c,
            skin_celsius=_SKIN_C,
            quality=_QUALITY_GOOD,
            heart_rate_bpm=vitals.heart_rate_bpm,
        )
        return [(uuids.CORE_TEMPERATURE, core_temperature.encode(value))]
