"""Concept2's monitors programmed over the virtual link, as ATT packets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from core.domain.control import WorkAndRest
from core.domain.ids import SensorId
from core.gatt import uuids
from core.gatt.pm5 import csafe_answer, csafe_commands, csafe_request
from core.gatt.pm5.csafe_answer import Answer, Verdict
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_state import WorkoutKind, WorkoutState
from core.gatt.pm5.csafe_workout import Pm5Interval, fixed, intervals, requests_of
from core.ports.machine_control import (
    MachineError,
    MachineRefusedError,
    MachineUnavailableError,
    NotControllableError,
)
from core.sensors.virtual.manners import Manners
from core.sensors.virtual.pm5_control import Pm5Control
from core.sensors.virtual.pm5_workout import Pm5Run
from tests.helpers.virtual_room import START, VirtualRoom, one_of
from tests.sensors.test_machine_control import Gym, gym_with
from tests.sensors.test_scenario import scenario

INTERVAL = WorkAndRest(power_w=200, duration_s=60, rest_s=30)


class MonitorGym:
    """A room with one monitor."""

    def __init__(self, gym: Gym) -> None:
        self.gym = gym
        self.writes: list[bytes] = []
        written = gym.peripheral.on_written

        def on_written(uuid: str, value: bytes) -> None:
            if uuid == uuids.PM5_CONTROL_REQUEST:
                self.writes.append(value)
            written(uuid, value)

        gym.peripheral.on_written = on_written

    @property
    def control(self) -> Pm5Control:
        control = self.gym.room.gym._stations.at(self.gym.id)._control
        assert isinstance(control, Pm5Control)
        return control

    @property
    def run(self) -> Pm5Run:
        return self.control.run

    async def program(self, interval: WorkAndRest = INTERVAL) -> object:
        return await self.gym.settled(self.gym.control.program(self.gym.id, interval))

    def answer(self, answer: Answer) -> None:
        """Answer everything like this from now on."""
        packet = csafe_answer.encode(answer)
        self.gym.peripheral.on_written = lambda _uuid, _value: self.gym.peripheral.notify(
            uuids.PM5_CONTROL_ANSWER, packet
        )


@asynccontextmanager
async def monitor(**counts: int) -> AsyncIterator[MonitorGym]:
    async with gym_with(**(counts or {"pm5_rowers": 1})) as gym:
        yield MonitorGym(gym)


async def test_that_a_monitor_shows_the_interval_with_its_rest_and_its_pace():
    async with monitor() as one:
        shown = await one.program()
        workout = one.run.workout
        assert workout is not None
        assert workout.kind is WorkoutKind.VARIABLE_INTERVALS
        (part,) = workout.intervals
        # 500 m x (2.80 / 200 W)^(1/3) = 120.51 s
        assert part == Pm5Interval(extent=Extent(duration_s=60), rest_s=30, pace_s_per_500_m=120.51)
        assert shown.pace_s_per_500_m == 120.51
        assert shown.power_w == pytest.approx(200, abs=0.05)
        assert one.run.state is WorkoutState.WAITING
        assert max(len(piece) for piece in one.writes) == 20


async def test_that_the_request_is_what_the_makers_document_says():
    async with monitor() as one:
        await one.program()
        frames = b"".join(one.writes)
        # count 0, kind 8, time, 60 s = 1770, rest 30 s = 1e, 120.51 s = 2f13, take over, show
        assert (
            bytes.fromhex(
                "18 01 00 01 01 08 17 01 00 03 05 00 00 00 17 70 04 02 00 1e 06 04 00 00 2f 13"
                " 14 01 01 13 02 01 01"
            )
            in frames
        )


async def test_that_what_runs_is_ended_first_and_the_new_interval_is_not_empty():
    async with monitor() as one:
        one.gym.room.gym.set_intensity("guest 1", 0.8)
        await one.gym.room.until(lambda: one.run.state.is_running, "working")
        await one.program()
        assert not one.run.is_empty
        assert one.run.workout is not None
        ends = bytes.fromhex("76 04 13 02 01 02")
        assert sum(ends in piece for piece in one.writes) == 1


async def test_that_the_monitor_goes_through_work_and_rest_to_its_end():
    async with monitor() as one:
        await one.program()
        one.gym.room.gym.set_intensity("guest 1", 0.8)
        for state in (WorkoutState.TIME_INTERVAL, WorkoutState.RESTING, WorkoutState.LOGGED):
            await one.gym.room.until(lambda state=state: one.run.state is state, state.value)
        assert 60 <= one.run.worked_s < 62


async def test_that_stopping_ends_the_workout_and_nothing_that_does_not_run():
    async with monitor() as one:
        stop = one.gym.control.stop
        await one.gym.settled(stop(one.gym.id))
        assert one.run.state is WorkoutState.WAITING
        await one.program()
        one.gym.room.gym.set_intensity("guest 1", 0.8)
        await one.gym.room.until(lambda: one.run.state.is_running, "working")
        await one.gym.settled(stop(one.gym.id))
        assert any(bytes.fromhex("13 02 01 02") in piece for piece in one.writes)


async def test_that_a_bikes_monitor_shows_the_time_alone():
    async with monitor(pm5_bikes=1) as one:
        shown = await one.program()
        assert one.run.workout == fixed(Extent(duration_s=60))
        assert (shown.power_w, shown.pace_s_per_500_m) == (None, None)


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (Verdict.REJECTED, "refused the workout"),
        (Verdict.BAD, "did not understand the request"),
        (Verdict.NOT_READY, "is not ready for a workout"),
    ],
)
async def test_that_a_refusal_is_named_with_its_reason_and_the_next_step(
    verdict: Verdict, reason: str
):
    async with monitor() as one:
        one.answer(Answer(verdict=verdict))
        with pytest.raises(MachineRefusedError) as refused:
            await one.program()
    assert refused.value.machine.startswith("PM5 ")
    assert refused.value.reason == reason
    assert refused.value.suggested_action


async def test_that_a_monitor_that_took_something_else_is_found_out():
    async with monitor() as one:
        one.control.run.arm = lambda _workout: None
        with pytest.raises(MachineRefusedError, match="did not take the workout"):
            await one.program()


async def test_that_a_monitor_that_never_ends_its_workout_is_left_alone():
    async with monitor() as one:
        one.gym.room.gym.set_intensity("guest 1", 0.8)
        await one.gym.room.until(lambda: one.run.state.is_running, "working")
        one.control.run.terminate = lambda: None
        with pytest.raises(MachineRefusedError, match="does not end its workout"):
            await one.program()


async def test_that_a_mute_monitor_ends_in_a_time_limit():
    async with monitor() as one:
        one.control._manners.ignores_control = True
        with pytest.raises(MachineUnavailableError, match="did not answer"):
            await one.program()
        one.control._manners.ignores_control = False
        assert await one.program()


async def test_that_a_scenario_makes_a_monitor_ignore_and_then_refuse_what_it_is_told():
    plan = scenario(
        'do = "ignore_control"\nat_s = 20\nfor_s = 20',
        'do = "refuse_control"\nat_s = 60\nfor_s = 20',
    )
    async with VirtualRoom(one_of(pm5_rowers=1), plan) as room:
        address = room.gym.devices[0].address
        await room.connect(address)
        gym = Gym(room, address)
        seen: list[str] = []
        for at_s in (25, 45, 65, 85):
            await room.until(lambda at_s=at_s: room.clock.now() >= START + at_s, "its time")
            try:
                await gym.settled(gym.control.program(gym.id, INTERVAL))
                seen.append("done")
            except MachineError as error:
                seen.append(error.reason)
        await gym.tasks.close()
        await gym.control.close()
    assert seen == ["did not answer", "done", "refused the workout", "done"]


async def test_that_garbage_for_an_answer_is_told_as_such():
    async with monitor() as one:
        one.gym.peripheral.on_written = lambda _uuid, _value: one.gym.peripheral.notify(
            uuids.PM5_CONTROL_ANSWER, bytes.fromhex("f1 01 76 00 f2")
        )
        with pytest.raises(MachineUnavailableError, match="cannot be read"):
            await one.program()


async def test_that_a_link_that_breaks_ends_the_wait_at_once():
    async with monitor() as one:
        one.control._manners.ignores_control = True
        one.gym.tasks.spawn(one.gym.peripheral.drop(), name="drop")
        with pytest.raises(MachineUnavailableError):
            await one.program()


async def test_that_an_interval_too_short_for_a_monitor_is_not_even_sent():
    async with monitor() as one:
        with pytest.raises(MachineRefusedError, match="under 20 s"):
            await one.program(WorkAndRest(power_w=200, duration_s=19))
        assert one.writes == []


async def test_that_what_is_no_monitor_says_so():
    async with monitor(ftms_bikes=1) as one:
        with pytest.raises(NotControllableError):
            await one.gym.control.program(SensorId(one.gym.id), INTERVAL)


def test_that_a_monitor_reads_frames_torn_over_pieces_and_refuses_what_is_broken():
    control = Pm5Control(Manners(Random(1)), lambda _uuid: True)  # noqa: S311

    def ask(*pieces: bytes) -> list[Answer]:
        packets = [
            packet
            for piece in pieces
            for packet in control.written(uuids.PM5_CONTROL_REQUEST, piece, 0)
        ]
        return [csafe_answer.decode(value) for _uuid, value in packets]

    workout = intervals(
        [Pm5Interval(extent=Extent(distance_m=500), rest_s=60, pace_s_per_500_m=100)] * 2
    )
    (request,) = requests_of(workout)
    frame = csafe_request.encode(request)
    (good,) = ask(frame[:20], frame[20:40], frame[40:])
    assert good.verdict is Verdict.OK
    assert control.run.workout == workout
    (bad,) = ask(bytes.fromhex("f1 76 04 13 02 01 02 62 f2"))
    assert (bad.verdict, bad.replies) == (Verdict.BAD, ())
    assert bad.toggle is not good.toggle
    unknown = csafe_request.wrapped(0x76, csafe_commands.Command(code=0x44))
    (refused,) = ask(csafe_request.encode(unknown))
    assert refused.verdict is Verdict.REJECTED
    short = csafe_commands.lasting(csafe_commands.SET_DURATION, Extent(duration_s=5))
    kind = csafe_commands.numbered(csafe_commands.SET_KIND, 5)
    too_short = (kind, short, csafe_commands.TAKE_OVER, csafe_commands.PREPARE)
    (refused,) = ask(csafe_request.encode(csafe_request.wrapped(0x76, *too_short)))
    assert refused.verdict is Verdict.REJECTED
    assert control.run.workout == workout
