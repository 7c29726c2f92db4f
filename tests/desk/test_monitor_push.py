"""The next interval on Concept2's monitors: each player's own pace, over the virtual link."""

import pytest

from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_workout import Pm5Interval, Pm5Workout, fixed, intervals
from core.sensors.virtual.pm5_control import Pm5Control
from core.services.desk.machine_answer import PushOutcome
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.machine_orders import Seat
from core.tasks import TaskScope
from tests.desk.test_interval_push import _SESSION, Group, by_machine, room_with
from tests.helpers.virtual_room import VirtualRoom


def shown(room: VirtualRoom) -> list[Pm5Workout | None]:
    """What the displays show, in the order of the devices."""
    controls = [room.gym._stations.at(one.address)._control for one in room.gym.devices]
    return [one.run.workout if isinstance(one, Pm5Control) else None for one in controls]


def paced(pace_s: float) -> Pm5Workout:
    return intervals(
        [Pm5Interval(extent=Extent(duration_s=240), rest_s=60, pace_s_per_500_m=pace_s)]
    )


async def test_that_each_monitor_shows_the_interval_with_its_players_own_pace():
    group = Group(200, 250, 300)
    async with room_with(group, pm5_rowers=2, pm5_skis=1) as (room, desk):
        push = await desk.push(_SESSION, 1)
        displays = shown(room)
    # 120 % of FTP: 240, 300 and 360 W; 500 m x (2.80 / W)^(1/3) = 113.40, 105.27 and 99.07 s
    assert displays == [paced(113.4), paced(105.27), paced(99.07)]
    assert [one.outcome for one in push.machines] == [PushOutcome.DONE] * 3
    assert [one.power_w for one in push.machines] == pytest.approx([240, 300, 360])


async def test_that_a_monitor_that_refuses_is_named_and_the_others_show_theirs():
    group = Group(200, 250, None)
    async with room_with(group, pm5_rowers=3) as (room, desk):
        room.gym.faults.manners_of(room.gym.devices[0].address).refuses_control = True
        push = await desk.push(_SESSION, 1)
        displays = shown(room)
    machines = by_machine(push)
    assert displays == [None, paced(105.27), None]
    assert machines["Bike Erg 1"].outcome is PushOutcome.REFUSED
    assert machines["Bike Erg 1"].reason == "refused the workout"
    assert "Menu" in machines["Bike Erg 1"].next_step
    assert machines["Bike Erg 3"].outcome is PushOutcome.NO_THRESHOLD


async def test_that_a_bikes_monitor_shows_the_time_and_this_is_told():
    group = Group(200)
    async with room_with(group, pm5_bikes=1) as (room, desk):
        (machine,) = (await desk.push(_SESSION, 1)).machines
        displays = shown(room)
    assert displays == [fixed(Extent(duration_s=240))]
    assert (machine.outcome, machine.power_w) == (PushOutcome.LIMITED, None)
    assert machine.reason == "shows the time, but takes no target from here"


async def test_that_a_power_by_hand_is_nothing_for_a_monitor_but_a_stop_is():
    group, tasks = Group(200), TaskScope()
    async with room_with(group, pm5_rowers=1) as (room, desk):
        await desk.push(_SESSION, 1)
        room.gym.set_intensity("guest 1", 0.8)
        control = room.gym._stations.at(room.gym.devices[0].address)._control
        assert isinstance(control, Pm5Control)
        await room.until(lambda: control.run.state.is_running, "working")
        (player,) = group.board.session(_SESSION).players.values()
        seats = [Seat(session_id=_SESSION, player=player)]
        orders = desk._orders
        (refused,) = await orders.give(Order(kind=OrderKind.POWER, value=200), seats)
        stopping = tasks.start(orders.give(Order(kind=OrderKind.STOP), seats), name="stop")
        await room.until(stopping.done, "stopped")
        (stopped,) = await stopping
        await tasks.close()
    assert refused.outcome is PushOutcome.NOT_CONTROLLABLE
    assert "Concept2" in refused.reason
    assert stopped.outcome is PushOutcome.DONE
