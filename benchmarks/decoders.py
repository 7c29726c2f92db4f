"""One notification of each kind: our decoder beside those of two known libraries, in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from bluetooth_sig import BluetoothSIGTranslator
from pycycling.battery_service import _parse_battery_level
from pycycling.cycling_power_service import (
    _parse_cycling_power_feature,
    _parse_cycling_power_measurement,
)
from pycycling.cycling_speed_cadence_service import _parse_csc_measurement
from pycycling.fitness_machine_service import (
    _parse_supported_power_range,
    _parse_supported_resistance_level_range,
)
from pycycling.ftms_parsers import (
    parse_control_point_response,
    parse_fitness_machine_status,
    parse_indoor_bike_data,
    parse_training_status,
)
from pycycling.ftms_parsers.fitness_machine_feature import parse_all_features
from pycycling.heart_rate_service import _parse_hr_measurement

from benchmarks.figure import Figure
from core.gatt import catalog
from tests.helpers.packets import PACKETS

AT_LEAST_FASTER = 25
ROUNDS = 7
OURS_PER_ROUND = 4000
PEERS_PER_ROUND = 400

SIG_REFUSES = frozenset({"0x2AD6"})
"""It wants three bytes, as the newer text has it; machines send six."""
CYCLING: dict[str, Callable[[bytes], object]] = {
    "0x2A37": _parse_hr_measurement,
    "0x2A19": _parse_battery_level,
    "0x2A63": _parse_cycling_power_measurement,
    "0x2A65": _parse_cycling_power_feature,
    "0x2A5B": _parse_csc_measurement,
    "0x2AD2": parse_indoor_bike_data,
    "0x2ACC": parse_all_features,
    "0x2AD6": _parse_supported_resistance_level_range,
    "0x2AD8": _parse_supported_power_range,
    "0x2AD9": parse_control_point_response,
    "0x2ADA": parse_fitness_machine_status,
    "0x2AD3": parse_training_status,
}


def measure() -> list[Figure]:
    translator = BluetoothSIGTranslator()
    figures: list[Figure] = []
    for short, text in PACKETS.items():
        data = bytes.fromhex(text)
        entry = catalog.find(short)
        name = f"{short[:8]} {entry.name}"
        runs: dict[str, tuple[Callable[[bytes], object], int]] = {
            "ours": (entry.decode, OURS_PER_ROUND)
        }
        assigned = short.removeprefix("0x")
        is_known = assigned != short and short not in SIG_REFUSES
        if is_known and translator.get_characteristic_info_by_uuid(assigned):
            runs["bluetooth-sig"] = (_with(translator, assigned), PEERS_PER_ROUND)
        if short in CYCLING:
            runs["pycycling"] = (CYCLING[short], OURS_PER_ROUND)
        medians = _medians_us(runs, data)
        ours_us = medians.pop("ours")
        for peer, peer_us in medians.items():
            limit = 1 / AT_LEAST_FASTER if peer == "bluetooth-sig" else 1.0
            figures.append(Figure(name, ours_us, "us", peer, peer_us, limit))
        if not medians:
            figures.append(Figure(name, ours_us, "us", "limit", 50.0, 1.0))
    return figures


def _with(translator: BluetoothSIGTranslator, uuid: str) -> Callable[[bytes], object]:
    return lambda data: translator.parse_characteristic(uuid, data)


def _medians_us(
    runs: dict[str, tuple[Callable[[bytes], object], int]], data: bytes
) -> dict[str, float]:
    """Microseconds of processor time a packet, the runs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (parse, count) in runs.items():
            started = time.process_time()
            for _ in range(count):
                parse(data)
            times[name].append((time.process_time() - started) / count * 1e6)
    return {name: statistics.median(one) for name, one in times.items()}
