"""What Concept2's monitors can be told: they hold no power, but show an interval with its pace."""

from __future__ import annotations

from core.domain.control import Programmed, WorkAndRest
from core.domain.ids import SensorId
from core.domain.sensor import Sensor
from core.ports.machine_control import MachineControl
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.machine_places import MONITORS, why_never_set

_ENDS = (OrderKind.STOP, OrderKind.FREE)


def is_for_monitor(device: Sensor | None, order: Order) -> bool:
    """Whether a device is a monitor, and this something that it can be told."""
    is_monitor = device is not None and device.kind in MONITORS
    return is_monitor and (order.duration_s > 0 or order.kind in _ENDS)


def why_not_on_monitor(kind: OrderKind) -> tuple[str, str]:
    """Why a monitor cannot be told this at once, and the next step; empty if it can."""
    why = None if kind in _ENDS else why_never_set()
    return ("", "") if why is None else why[1:]


async def show_on_monitor(
    control: MachineControl, sensor_id: SensorId, order: Order
) -> Programmed | None:
    """Let a monitor show an interval; or end what it shows.

    Args:
        control: Tells it.
        sensor_id: Which monitor.
        order: A power to be given for a time; or an end.

    Raises:
        MachineError: It cannot, or does not.
    """
    if order.kind in _ENDS:
        await control.stop(sensor_id)
        return None
    interval = WorkAndRest(power_w=order.value, duration_s=order.duration_s, rest_s=order.rest_s)
    return await control.program(sensor_id, interval)


def what_it_lacks(shown: Programmed) -> str:
    """What a monitor does not show, as a predicate of the machine; empty if it shows all."""
    return "" if shown.power_w is not None else "shows the time, but takes no target from here"
