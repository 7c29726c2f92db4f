"""Machines told what to do: requests and indications over the virtual link, as ATT packets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import Random

import pytest

from core.domain.control import ControlState, MachineControlState, OffsetUnit, Simulation
from core.domain.ids import SensorId
from core.domain.sensor import Sensor, SensorKind
from core.errors import ErrorCode
from core.gatt import cycling_power_feature, ftms_feature, ftms_range, uuids
from core.gatt.cycling_power_feature import CyclingPowerFeature, PowerFeature
from core.gatt.ftms_feature import FitnessMachineFeature, TargetFeature
from core.gatt.ftms_range import SupportedRange
from core.ports.machine_control import (
    MachineRefusedError,
    MachineUnavailableError,
    NotControllableError,
)
from core.sensors.control.machines import BleakMachineControl
from core.sensors.virtual.peripheral import Peripheral
from core.tasks import TaskScope
from tests.helpers.virtual_room import VirtualRoom, one_of

_POINT = uuids.FITNESS_MACHINE_CONTROL_POINT
_OK, _UNSUPPORTED, _BAD_VALUE, _FAILED, _NO_CONTROL = 1, 2, 3, 4, 5
_CONTROL_LOST = b"\xff"


class Machine:
    """The firmware of one virtual device: what was written to it, and what it answers."""

    def __init__(self, peripheral: Peripheral, point: str, answer_code: int = 0x80) -> None:
        self.peripheral = peripheral
        self.requests: list[bytes] = []
        self.results: dict[int, list[int]] = {}
        """By operation: what it answers one after the other; the last for ever."""
        self.tail = b""
        self.is_mute = False
        self._point, self._answer_code = point, answer_code
        peripheral.on_written = self._on_written

    def _on_written(self, uuid: str, value: bytes) -> None:
        if uuid != self._point:
            return
        self.requests.append(value)
        if not self.is_mute:
            self.peripheral.indicate(uuid, self._answer_to(value[0]))

    def _answer_to(self, operation: int) -> bytes:
        script = self.results.get(operation, [_OK])
        result = script.pop(0) if len(script) > 1 else script[0]
        return bytes([self._answer_code, operation, result]) + self.tail


class Gym:
    """A room with one device, its firmware, and the desk's control."""

    def __init__(self, room: VirtualRoom, address: str) -> None:
        self.room = room
        self.id = SensorId(address)
        self.control = BleakMachineControl(room.source, room.source.client_of, room.clock)
        self.states: list[MachineControlState] = []
        self.control.control_changed.connect(self.states.append)
        self.tasks = TaskScope()

    @property
    def peripheral(self) -> Peripheral:
        return self.room.gym._stations.at(self.id).peripheral

    @property
    def sensor(self) -> Sensor:
        return self.room.sensor(self.id)

    def scripted(self, point: str = _POINT, answer_code: int = 0x80) -> Machine:
        return Machine(self.peripheral, point, answer_code)

    async def settled(self, work: Awaitable[object]) -> object:
        """Let time pass until it is done."""

        async def wait() -> object:
            return await work

        task = self.tasks.start(wait(), name="work")
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        await self.room.until(task.done, "done")
        return task.result()


@asynccontextmanager
async def gym_with(**counts: int) -> AsyncIterator[Gym]:
    devices = one_of(**counts)
    async with VirtualRoom(devices) as room:
        await room.connect(*(one.address for one in devices))
        gym = Gym(room, devices[-1].address)
        try:
            yield gym
        finally:
            await gym.tasks.close()
            await gym.control.close()


async def test_that_a_bike_holds_the_power_it_was_told():
    async with gym_with(ftms_bikes=1, straps=1) as gym:
        setting = await gym.control.set_target_power(gym.id, 310)
        gym.room.readings.clear()
        await gym.room.play(30)
    powers = [one.power_w for one in gym.room.readings if one.power_w is not None][-10:]
    assert setting.value == 310
    assert not setting.is_limited
    assert sum(powers) / len(powers) == pytest.approx(310, abs=20)


async def test_that_answers_are_listened_to_before_anything_is_asked_and_control_comes_first():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        was_listening: list[bool] = []
        first = machine.peripheral.on_written

        def watch(uuid: str, value: bytes) -> None:
            was_listening.append(_POINT in machine.peripheral.subscribed)
            first(uuid, value)

        machine.peripheral.on_written = watch
        await gym.control.start(gym.id)
        await gym.control.set_target_power(gym.id, 200)
        await gym.control.pause(gym.id)
        await gym.control.stop(gym.id)
        assert gym.control.control_of(gym.id).state is ControlState.HELD
    assert all(was_listening)
    assert machine.requests == [
        b"\x00",
        b"\x07",
        b"\x05\xc8\x00",
        b"\x08\x02",
        b"\x08\x01",
    ]


async def test_that_a_road_is_sent_as_the_specification_writes_it():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        await gym.control.simulate(gym.id, Simulation(grade_percent=-1.5, wind_mps=2.0))
    assert machine.requests[-1] == b"\x11\xd0\x07\x6a\xff\x28\x33"


@pytest.mark.parametrize(("asked", "sent"), [(9000, 600), (3, 25), (203, 205)])
async def test_that_a_power_is_fitted_to_the_range_and_steps_and_that_this_is_told(
    asked: float, sent: int
):
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        setting = await gym.control.set_target_power(gym.id, asked)
    assert machine.requests[-1] == b"\x05" + sent.to_bytes(2, "little")
    assert setting.value == sent
    assert (setting.lowest, setting.highest) == (25, 600)
    assert setting.is_limited is (asked != 203)


async def test_that_what_a_machine_does_not_offer_is_refused_before_it_is_sent():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        features = FitnessMachineFeature(targets=(TargetFeature.RESISTANCE,))
        machine.peripheral.set_value(uuids.FITNESS_MACHINE_FEATURE, ftms_feature.encode(features))
        with pytest.raises(NotControllableError) as caught:
            await gym.control.set_target_power(gym.id, 200)
        assert machine.requests == []
        await gym.control.set_resistance(gym.id, 10)
    assert caught.value.message == f"{gym.sensor.name} does not offer a target power."
    assert caught.value.suggested_action


async def test_that_a_rower_that_knows_no_power_can_still_be_braked():
    async with gym_with(ftms_rowers=1) as gym:
        with pytest.raises(NotControllableError):
            await gym.control.set_target_power(gym.id, 200)
        setting = await gym.control.set_resistance(gym.id, 40)
    assert setting.value == 10
    assert setting.is_limited


async def test_that_a_resistance_is_sent_in_two_bytes_to_a_machine_that_wants_them():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.results[0x04] = [_BAD_VALUE, _OK]
        await gym.control.set_resistance(gym.id, 12)
        await gym.control.set_resistance(gym.id, 13)
    assert machine.requests[1:] == [b"\x04\x78", b"\x04\x78\x00", b"\x04\x82\x00"]


async def test_that_a_resistance_beyond_one_byte_is_sent_in_two():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        await gym.control.set_resistance(gym.id, 80)
    assert machine.requests[1:] == [b"\x04\x20\x03"]


async def test_that_a_range_the_machine_garbles_is_no_range():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.peripheral.set_value(uuids.SUPPORTED_POWER_RANGE, b"\x00")
        setting = await gym.control.set_target_power(gym.id, 900)
    assert (setting.value, setting.lowest, setting.highest) == (900, None, None)


async def test_that_a_range_of_nothing_but_zeros_does_not_limit():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        nothing = ftms_range.POWER_W.encode(SupportedRange(lowest=0, highest=0, step=0))
        machine.peripheral.set_value(uuids.SUPPORTED_POWER_RANGE, nothing)
        setting = await gym.control.set_target_power(gym.id, 250)
    assert setting.value == 250


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (_UNSUPPORTED, "does not support a target power"),
        (_BAD_VALUE, "does not accept this value for a target power"),
        (_FAILED, "failed at a target power"),
    ],
)
async def test_that_a_refusal_names_the_machine_the_reason_and_the_next_step(
    result: int, words: str
):
    async with gym_with(ftms_bikes=1) as gym:
        gym.scripted().results[0x05] = [result]
        with pytest.raises(MachineRefusedError) as caught:
            await gym.control.set_target_power(gym.id, 200)
    assert caught.value.message == f"{gym.sensor.name} {words}."
    assert caught.value.suggested_action
    assert caught.value.code is ErrorCode.CONFLICT


async def test_that_control_that_is_refused_is_a_named_state():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.results[0x00] = [_FAILED]
        with pytest.raises(MachineRefusedError):
            await gym.control.set_target_power(gym.id, 200)
        assert gym.control.control_of(gym.id).state is ControlState.REFUSED
        machine.results[0x00] = [_OK]
        await gym.control.set_target_power(gym.id, 200)
        assert gym.control.control_of(gym.id).state is ControlState.HELD


async def test_that_control_that_turns_out_to_be_gone_is_asked_for_once_more():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.results[0x05] = [_NO_CONTROL, _OK]
        await gym.control.set_target_power(gym.id, 200)
    assert [one[0] for one in machine.requests] == [0x00, 0x05, 0x00, 0x05]


async def test_that_control_that_stays_gone_ends_in_a_named_state():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.results[0x05] = [_NO_CONTROL]
        with pytest.raises(MachineRefusedError, match="another program"):
            await gym.control.set_target_power(gym.id, 200)
        assert gym.control.control_of(gym.id).state is ControlState.LOST
    assert [one[0] for one in machine.requests] == [0x00, 0x05, 0x00, 0x05]


async def test_that_control_taken_away_is_asked_back_once_and_not_fought_for():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        await gym.control.set_target_power(gym.id, 200)
        gym.peripheral.notify(uuids.FITNESS_MACHINE_STATUS, _CONTROL_LOST)
        await gym.room.until(lambda: len(machine.requests) == 3, "asked back")
        await gym.room.until(
            lambda: gym.control.control_of(gym.id).state is ControlState.HELD, "held again"
        )
        gym.peripheral.notify(uuids.FITNESS_MACHINE_STATUS, _CONTROL_LOST)
        await gym.room.until(
            lambda: gym.control.control_of(gym.id).state is ControlState.LOST, "lost"
        )
        await gym.room.play(5)
        assert [one[0] for one in machine.requests] == [0x00, 0x05, 0x00]
        assert gym.control.control_of(gym.id).reason


async def test_that_control_that_is_not_given_back_is_told_as_lost():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.results[0x00] = [_OK, _FAILED]
        await gym.control.set_target_power(gym.id, 200)
        gym.peripheral.notify(uuids.FITNESS_MACHINE_STATUS, _CONTROL_LOST)
        await gym.room.until(
            lambda: gym.control.control_of(gym.id).state is ControlState.LOST, "lost"
        )


async def test_that_a_machine_that_does_not_answer_is_waited_for_five_seconds():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        machine.is_mute = True
        began_s = gym.room.clock.monotonic()
        with pytest.raises(MachineUnavailableError, match="did not answer"):
            await gym.settled(gym.control.set_target_power(gym.id, 200))
        assert 5 <= gym.room.clock.monotonic() - began_s <= 6
        machine.is_mute = False
        gym.peripheral.indicate(_POINT, b"\x80\x00\x04")  # too late, and so without effect
        await gym.room.play(1)
        assert gym.control.control_of(gym.id).state is ControlState.FREE
        await gym.control.set_target_power(gym.id, 200)


async def test_that_an_answer_to_something_else_is_not_taken_for_the_answer():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        await gym.control.start(gym.id)
        machine.is_mute = True
        work = gym.tasks.start(gym.control.set_target_power(gym.id, 200), name="power")
        await gym.room.until(lambda: machine.requests[-1][0] == 0x05, "asked")
        gym.peripheral.indicate(_POINT, b"\x80\x08\x04")
        gym.peripheral.indicate(_POINT, b"\x80\x05\x01")
        setting = await work
    assert setting.value == 200


async def test_that_an_answer_that_cannot_be_read_is_no_consent():
    async with gym_with(ftms_bikes=1) as gym:
        gym.scripted().results[0x05] = [0x77]
        with pytest.raises(MachineUnavailableError, match="cannot be read"):
            await gym.control.set_target_power(gym.id, 200)


async def test_that_a_lost_link_ends_the_wait_and_the_next_link_asks_for_control_anew():
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        await gym.control.start(gym.id)
        machine.is_mute = True
        began_s = gym.room.clock.monotonic()
        work = gym.tasks.start(gym.control.set_target_power(gym.id, 200), name="power")
        work.add_done_callback(lambda done: done.exception())
        await gym.room.until(lambda: machine.requests[-1][0] == 0x05, "asked")
        await gym.peripheral.drop()
        await gym.room.until(work.done, "ended")
        assert gym.room.clock.monotonic() - began_s < 5
        with pytest.raises(MachineUnavailableError, match="lost its connection"):
            work.result()
        assert gym.control.control_of(gym.id).state is ControlState.FREE
        machine.is_mute = False
        await gym.room.until(lambda: gym.room.source.client_of(gym.id) is not None, "linked again")
        machine.requests.clear()
        await gym.control.set_target_power(gym.id, 200)
    assert [one[0] for one in machine.requests] == [0x00, 0x05]


async def test_that_a_machine_that_is_not_connected_is_named():
    devices = one_of(ftms_bikes=1)
    async with VirtualRoom(devices) as room:
        gym = Gym(room, devices[-1].address)
        with pytest.raises(MachineUnavailableError) as caught:
            await gym.control.set_target_power(gym.id, 200)
        await gym.control.close()
    assert caught.value.message == f"{gym.sensor.name} is not connected."


async def test_that_requests_to_one_machine_wait_for_each_other_and_machines_do_not():
    async with gym_with(ftms_bikes=2) as gym:
        slow = gym.scripted()
        other = SensorId(gym.room.gym.devices[0].address)
        slow.is_mute = True
        first = gym.tasks.start(gym.control.start(gym.id), name="first")
        second = gym.tasks.start(gym.control.stop(gym.id), name="second")
        await gym.room.until(lambda: slow.requests, "asked")
        assert (await gym.control.set_target_power(other, 200)).value == 200
        assert not first.done()
        assert slow.requests == [b"\x00"]
        slow.is_mute = False
        slow.peripheral.indicate(_POINT, b"\x80\x00\x01")
        await asyncio.gather(first, second)
    assert slow.requests == [b"\x00", b"\x07", b"\x08\x01"]


async def test_that_what_only_measures_cannot_be_controlled():
    async with gym_with(straps=1) as gym:
        with pytest.raises(NotControllableError, match="cannot be controlled"):
            await gym.control.set_target_power(gym.id, 200)


@pytest.mark.parametrize(("asked", "taken", "code"), [(250, 250, 2), (400, 250, 2), (1, 100, 3)])
async def test_that_a_concept2_monitor_takes_the_next_faster_rate_it_knows(
    asked: int, taken: int, code: int
):
    async with gym_with(pm5_rowers=1) as gym:
        assert gym.sensor.kind is SensorKind.PM5_ROWER
        written: list[bytes] = []
        gym.peripheral.on_written = lambda _uuid, value: written.append(value)
        assert await gym.control.set_report_period(gym.id, asked) == taken
        with pytest.raises(NotControllableError):
            await gym.control.set_target_power(gym.id, 200)
    assert written == [bytes([code])]


async def test_that_no_bytes_whatever_from_a_machine_break_its_control():
    random = Random(5)  # noqa: S311 - a test
    async with gym_with(ftms_bikes=1) as gym:
        machine = gym.scripted()
        await gym.control.set_target_power(gym.id, 200)
        for _ in range(300):
            noise = random.randbytes(random.randrange(20))
            gym.peripheral.notify(uuids.FITNESS_MACHINE_STATUS, noise)
            machine.peripheral.indicate(_POINT, noise)
        await gym.room.play(2)
        setting = await gym.control.set_target_power(gym.id, 250)
    assert setting.value == 250


def _zeroing(gym: Gym) -> Machine:
    return gym.scripted(uuids.CYCLING_POWER_CONTROL_POINT, answer_code=0x20)


async def test_that_a_zero_offset_keeps_its_result_and_time():
    async with gym_with(power_meter_bikes=1) as gym:
        meter = _zeroing(gym)
        meter.tail = (-48).to_bytes(2, "little", signed=True)
        told: list[object] = []
        gym.control.zeroed.connect(told.append)
        assert gym.control.zero_offset_of(gym.id) is None
        result = await gym.control.zero_offset(gym.id)
        assert gym.control.zero_offset_of(gym.id) == result
        assert gym.control.zero_offsets == (result,)
        assert result.at == gym.room.clock.now()
    assert meter.requests == [b"\x0c"]
    assert (result.offset, result.unit) == (-1.5, OffsetUnit.NEWTON_METRE)
    assert told == [result]


async def test_that_a_meter_that_measures_force_says_its_offset_in_newtons():
    async with gym_with(power_meter_bikes=1) as gym:
        meter = _zeroing(gym)
        meter.tail = b"\x07\x00"
        features = CyclingPowerFeature(features=(PowerFeature.OFFSET_COMPENSATION,))
        gym.peripheral.set_value(
            uuids.CYCLING_POWER_FEATURE, cycling_power_feature.encode(features)
        )
        result = await gym.control.zero_offset(gym.id)
    assert (result.offset, result.unit) == (7, OffsetUnit.NEWTON)


def _refusing(meter: Machine) -> None:
    meter.results[0x0C] = [_FAILED]


def _without_value(meter: Machine) -> None:
    meter.tail = b"\xff\xff"


@pytest.mark.parametrize("spoil", [_refusing, _without_value])
async def test_that_a_zero_offset_that_failed_keeps_the_one_before(
    spoil: Callable[[Machine], None],
):
    async with gym_with(power_meter_bikes=1) as gym:
        meter = _zeroing(gym)
        meter.tail = b"\x10\x00"
        before = await gym.control.zero_offset(gym.id)
        spoil(meter)
        with pytest.raises(MachineRefusedError) as caught:
            await gym.control.zero_offset(gym.id)
        assert gym.control.zero_offset_of(gym.id) == before
    assert caught.value.message.startswith(gym.sensor.name)
    assert "pedals" in caught.value.suggested_action


async def test_that_a_meter_that_cannot_be_zeroed_is_not_asked():
    async with gym_with(power_meter_bikes=1) as gym:
        meter = _zeroing(gym)
        gym.peripheral.set_value(uuids.CYCLING_POWER_FEATURE, bytes(4))
        with pytest.raises(NotControllableError):
            await gym.control.zero_offset(gym.id)
        assert meter.requests == []


async def test_that_a_meter_may_take_half_a_minute_and_not_more():
    async with gym_with(power_meter_bikes=1) as gym:
        meter = _zeroing(gym)
        meter.is_mute = True
        began_s = gym.room.clock.monotonic()
        with pytest.raises(MachineUnavailableError, match="did not answer"):
            await gym.settled(gym.control.zero_offset(gym.id))
        assert 30 <= gym.room.clock.monotonic() - began_s <= 31
