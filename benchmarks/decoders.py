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

AT_LEAST_FASTER = 25
ROUNDS = 7
OURS_PER_ROUND = 4000
PEERS_PER_ROUND = 400

PACKETS = {
    "2A37": "16480f030003",
    "2A38": "01",
    "2A19": "55",
    "2A63": "2000c8000a00e803",
    "2A65": "08020000",
    "2A5D": "07",
    "2A66": "200c010500",
    "2A5B": "03e80300000c1a0b00000c",
    "2A53": "0780029a5f0010270000",
    "2AD2": "5409b80bb400100e00c8003c00ffffff2c01",
    "2AD1": "2c0930e803e803007800c8003c00ffffff2c01",
    "2ACE": "0c210084030002003c00140096003c00ffffffff",
    "2ACD": "0c00e803d2040005000a00",
    "2ACC": "8644000008200000",
    "2AD6": "0a00e8030a00",
    "2AD8": "190058020500",
    "2AD9": "800501",
    "2ADA": "08c800",
    "2AD3": "0001",
    "CE060031": "881300e8030001ff01010200000000000000000076",
    "CE060032": "881300681018ff80322e32000000000000",
    "CE060033": "88130000c8002c00322ec80016000000000000000000",
    "CE060035": "881300e803008c5a7800d007c800640000100a00",
    "CE060036": "881300c800b4032c00000000000000",
    "6404D804-4CB9-11E8-B566-0800200C9A66": "0100bc02b402d80400",
    "00002101-5B1E-4347-B07C-97B514DAE121": "158e0e160d0496",
    "advertisement/0x006B": "260078787a",
    "advertisement/0x0102": "061e000c8403e803c8002c000a1e64800c",
}
SIG_REFUSES = frozenset({"2AD6"})
"""It wants three bytes, as the newer text has it; machines send six."""
CYCLING: dict[str, Callable[[bytes], object]] = {
    "2A37": _parse_hr_measurement,
    "2A19": _parse_battery_level,
    "2A63": _parse_cycling_power_measurement,
    "2A65": _parse_cycling_power_feature,
    "2A5B": _parse_csc_measurement,
    "2AD2": parse_indoor_bike_data,
    "2ACC": parse_all_features,
    "2AD6": _parse_supported_resistance_level_range,
    "2AD8": _parse_supported_power_range,
    "2AD9": parse_control_point_response,
    "2ADA": parse_fitness_machine_status,
    "2AD3": parse_training_status,
}


def measure() -> list[Figure]:
    translator = BluetoothSIGTranslator()
    figures: list[Figure] = []
    for uuid, text in PACKETS.items():
        data = bytes.fromhex(text)
        entry = catalog.find(uuid)
        name = f"{entry.short[:8]} {entry.name}"
        runs: dict[str, tuple[Callable[[bytes], object], int]] = {
            "ours": (entry.decode, OURS_PER_ROUND)
        }
        is_known = len(uuid) == len("2A37") and uuid not in SIG_REFUSES
        if is_known and translator.get_characteristic_info_by_uuid(uuid):
            runs["bluetooth-sig"] = (_with(translator, uuid), PEERS_PER_ROUND)
        if uuid in CYCLING:
            runs["pycycling"] = (CYCLING[uuid], OURS_PER_ROUND)
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
    """Microseconds a packet, the runs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (parse, count) in runs.items():
            started = time.perf_counter()
            for _ in range(count):
                parse(data)
            times[name].append((time.perf_counter() - started) / count * 1e6)
    return {name: statistics.median(one) for name, one in times.items()}
