"""How often Concept2's monitor sends its status records."""

from __future__ import annotations

from core.gatt import uuids
from core.gatt.pm5 import sample_rate
from core.sensors.control.machine_link import MachineLink
from core.sensors.control.refusals import uncontrollable

_LIMIT_S = 5.0


async def set_report_period(link: MachineLink, period_ms: int) -> int:
    """Let the monitor send its status this often, or the next faster that it knows.

    Returns:
        The period it took.

    Raises:
        MachineError: It has no such setting, or cannot be reached.
    """
    if not link.offers(uuids.PM5_SAMPLE_RATE):
        raise uncontrollable(link.name)
    packet = sample_rate.encode(period_ms)
    writing = link.client.write_gatt_char(uuids.PM5_SAMPLE_RATE, packet, response=True)
    await link.within(_LIMIT_S, writing)
    return sample_rate.decode(packet)
