"""Each kind of device in the virtual gym, read by a plain bleak program."""

from collections.abc import Callable

import pytest

from core.domain.sensor import SensorKind
from core.gatt import (
    catalog,
    core_temperature,
    cycling_power,
    cycling_power_feature,
    ftms_cross_trainer,
    ftms_feature,
    ftms_range,
    ftms_treadmill,
    keiser,
    moxy,
    polar_advertisement,
    running,
    speed_cadence,
    uuids,
)
from core.gatt.cadence import Cadence
from core.gatt.cycling_power_feature import PowerFeature
from core.gatt.ftms_feature import TargetFeature
from core.gatt.merged import Merged
from core.gatt.pm5 import additional_status_1, erg_type, general_status
from core.gatt.pm5.erg_type import ErgMachine
from core.gatt.wheel_speed import WheelSpeed
from core.sensors.virtual.devices import Furnishing
from tests.helpers.bare_client import START, BareRoom
from tests.helpers.virtual_room import one_of


@pytest.mark.parametrize("kind", [kind for kind in SensorKind if kind is not SensorKind.UNKNOWN])
async def test_that_every_kind_sends_once_a_second_what_its_own_codec_reads(kind: SensorKind):
    devices = [device for device in one_of(**dict.fromkeys(ALL, 1)) if device.kind is kind]
    async with BareRoom(devices[:1]) as room:
        address = devices[0].address
        room.gym.set_intensity("guest 1", 0.8)
        if kind is SensorKind.KEISER_BIKE:
            await room.play(20)
            data = room.advertised[address][1].manufacturer_data[keiser.COMPANY]
            assert keiser.decode(data).power_w > 100
            return
        client = await room.connect(address)
        offered = [one.uuid for service in client.services for one in service.characteristics]
        data_uuids = [
            one.uuid
            for service in client.services
            for one in service.characteristics
            if "notify" in one.properties
        ]
        for uuid in data_uuids:
            await client.start_notify(uuid, room._listener(uuid))
        await room.play(10)
        counts = {uuid: len(room.heard[uuid]) for uuid in data_uuids}
        packets = 2 if kind is SensorKind.FTMS_CROSS_TRAINER else 1
        assert 10 * packets in counts.values(), counts
        for uuid, values in room.heard.items():
            for value in values:
                catalog.find(uuid).decode(value)
        if kind not in (SensorKind.PM5_BIKE, SensorKind.PM5_ROWER, SensorKind.PM5_SKI):
            assert uuids.SERIAL_NUMBER in offered


ALL = tuple(Furnishing.__struct_fields__)


async def test_that_a_bike_erg_says_what_it_is_and_sends_as_often_as_it_is_told():
    async with BareRoom(one_of(pm5_bikes=1)) as room:
        bike = room.gym.devices[0]
        assert room.advertised[bike.address][1].local_name.endswith("Bike")
        room.gym.set_intensity("guest 1", 0.7)
        client = await room.connect(
            bike.address,
            uuids.PM5_GENERAL_STATUS,
            uuids.PM5_ADDITIONAL_STATUS_1,
            uuids.PM5_ADDITIONAL_STROKE,
        )
        machine = erg_type.decode(bytes(await client.read_gatt_char(uuids.PM5_ERG_TYPE)))
        assert machine.machine is ErgMachine.BIKE
        await room.play(10)
        assert len(room.heard[uuids.PM5_GENERAL_STATUS]) == 10
        status = additional_status_1.decode(room.heard[uuids.PM5_ADDITIONAL_STATUS_1][-1])
        assert status.speed_mps > 5
        for code, per_s in ((3, 10), (2, 4), (1, 2), (0, 1)):
            await client.write_gatt_char(uuids.PM5_SAMPLE_RATE, bytes([code]), response=True)
            await room.play(1)
            room.heard[uuids.PM5_GENERAL_STATUS].clear()
            room.heard[uuids.PM5_ADDITIONAL_STROKE].clear()
            await room.play(10)
            assert len(room.heard[uuids.PM5_GENERAL_STATUS]) == 10 * per_s
            assert len(room.heard[uuids.PM5_ADDITIONAL_STROKE]) == 10  # strokes are not faster
        await client.write_gatt_char(uuids.PM5_SAMPLE_RATE, b"\x09", response=True)
        room.heard[uuids.PM5_GENERAL_STATUS].clear()
        await room.play(5)
        assert len(room.heard[uuids.PM5_GENERAL_STATUS]) == 5  # a code that nobody knows
        last = general_status.decode(room.heard[uuids.PM5_GENERAL_STATUS][-1])
        assert last.is_rowing


async def test_that_a_polar_strap_tells_a_new_heart_rate_each_second_without_a_connection():
    async with BareRoom(one_of(broadcasting_straps=1)) as room:
        strap = room.gym.devices[0].address
        seen = []
        for _ in range(10):
            await room.play(1)
            data = room.advertised[strap][1].manufacturer_data[polar_advertisement.COMPANY]
            seen.append(polar_advertisement.decode(data))
        assert all(50 < value.heart_rate_bpm < 100 for value in seen)
        assert len({value.frame_counter for value in seen}) == 8
        assert uuids.HEART_RATE_SERVICE in room.advertised[strap][1].service_uuids


async def test_that_a_connected_polar_strap_advertises_no_more_and_notifies_the_same_number():
    async with BareRoom(one_of(broadcasting_straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap, uuids.HEART_RATE_MEASUREMENT)
        room.advertised.clear()
        await room.play(5)
        assert len(room.heard[uuids.HEART_RATE_MEASUREMENT]) == 5
        assert not room.advertised


async def test_that_cadence_and_speed_are_the_same_whatever_counts_them():
    async with BareRoom(one_of(power_meter_bikes=1, speed_cadence_sensors=1)) as room:
        pedals, magnets = (device.address for device in room.gym.devices)
        for guest in ("guest 1", "guest 2"):
            room.gym.set_intensity(guest, 0.8)
        await room.connect(pedals, uuids.CYCLING_POWER_MEASUREMENT)
        await room.connect(magnets, uuids.SPEED_CADENCE_MEASUREMENT)
        await room.play(40)
        by_pedals, by_magnets = Cadence(), Cadence()
        wheel = WheelSpeed(2.105, speed_cadence.WHEEL_TICKS_PER_S)
        cadences: list[tuple[float | None, float | None]] = []
        speed_mps = None
        for second, (power, count) in enumerate(
            zip(
                room.heard[uuids.CYCLING_POWER_MEASUREMENT],
                room.heard[uuids.SPEED_CADENCE_MEASUREMENT],
                strict=True,
            )
        ):
            crank = cycling_power.decode(power).crank
            value = speed_cadence.decode(count)
            cadences.append(
                (
                    by_pedals.update(crank.count, crank.event_ticks, START + second),
                    by_magnets.update(value.crank.count, value.crank.event_ticks, START + second),
                )
            )
            speed_mps = wheel.update(value.wheel, START + second)
        assert all(70 < number < 110 for number in cadences[-1])
        assert 6 < speed_mps < 12


async def test_that_a_cross_trainer_splits_its_record_and_both_halves_make_one():
    async with BareRoom(one_of(ftms_cross_trainers=1)) as room:
        room.gym.set_intensity("guest 1", 0.6)
        await room.connect(room.gym.devices[0].address, uuids.CROSS_TRAINER_DATA)
        await room.play(20)
        halves = [ftms_cross_trainer.decode(one) for one in room.heard[uuids.CROSS_TRAINER_DATA]]
        merged = Merged(ftms_cross_trainer.CrossTrainer)
        for half in halves[-2:]:
            assert (half.power_w is None) != (half.distance_m is None)
            merged.take(half, START)
        assert merged.record().power_w > 100
        assert merged.record().distance_m > 10


CHECKS: dict[SensorKind, tuple[str, Callable[[bytes], bool]]] = {
    SensorKind.RUNNING_POD: (
        uuids.RUNNING_MEASUREMENT,
        lambda data: (
            running.decode(data).is_running and 140 < running.decode(data).cadence_per_min < 200
        ),
    ),
    SensorKind.MUSCLE_OXYGEN: (
        uuids.MOXY_DATA,
        lambda data: 20 < moxy.decode(data).saturation_percent < 80,
    ),
    SensorKind.CORE_TEMPERATURE: (
        uuids.CORE_TEMPERATURE,
        lambda data: 37 < core_temperature.decode(data).core_celsius < 38.5,
    ),
    SensorKind.FTMS_TREADMILL: (
        uuids.TREADMILL_DATA,
        lambda data: 8 < ftms_treadmill.decode(data).speed_kmh < 25,
    ),
}


@pytest.mark.parametrize("kind", CHECKS)
async def test_that_numbers_are_those_of_somebody_who_works(kind: SensorKind):
    devices = [device for device in one_of(**dict.fromkeys(ALL, 1)) if device.kind is kind]
    uuid, is_right = CHECKS[kind]
    async with BareRoom(devices) as room:
        room.gym.set_intensity("guest 1", 0.9)
        await room.connect(devices[0].address, uuid)
        await room.play(60)
        assert is_right(room.heard[uuid][-1])


async def test_that_machines_say_what_they_obey_and_within_which_range():
    async with BareRoom(one_of(ftms_bikes=1, ftms_rowers=1, power_meter_bikes=1)) as room:
        rower, bike, pedals = (device.address for device in room.gym.devices)
        client = await room.connect(bike)
        said = ftms_feature.decode(
            bytes(await client.read_gatt_char(uuids.FITNESS_MACHINE_FEATURE))
        )
        assert {TargetFeature.POWER, TargetFeature.SIMULATION} < set(said.targets)
        limits = ftms_range.POWER_W.decode(
            bytes(await client.read_gatt_char(uuids.SUPPORTED_POWER_RANGE))
        )
        assert (limits.lowest, limits.highest, limits.step) == (25, 600, 5)
        client = await room.connect(rower)
        said = ftms_feature.decode(
            bytes(await client.read_gatt_char(uuids.FITNESS_MACHINE_FEATURE))
        )
        assert said.targets == (TargetFeature.RESISTANCE,)
        client = await room.connect(pedals)
        meter = cycling_power_feature.decode(
            bytes(await client.read_gatt_char(uuids.CYCLING_POWER_FEATURE))
        )
        assert PowerFeature.OFFSET_COMPENSATION in meter.features
