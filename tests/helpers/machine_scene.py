"""Machines of a bundle: bikes that obey everything, rowers that know levels, skis with PM5s."""

from __future__ import annotations

from core.domain.control import (
    ControlState,
    ControlTarget,
    MachineControlState,
    MachineOffer,
    Scale,
)
from core.domain.equipment import BIKE_ERG, ROWING
from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Pairing, SensorKind
from core.ports.machine_control import MachineRefusedError
from core.services.desk.machine_order import Order, OrderKind
from tests.helpers.live_desk import LiveDesk
from tests.helpers.sensor_fakes import erg
from ui.live.page import LivePage

BIKE_OFFER = MachineOffer(
    targets=frozenset(ControlTarget),
    scales={
        ControlTarget.POWER: Scale(lowest=25, highest=600, step=5),
        ControlTarget.RESISTANCE: Scale(lowest=1, highest=100, step=1),
    },
)
ROWER_OFFER = MachineOffer(
    targets=frozenset({ControlTarget.RESISTANCE}),
    scales={ControlTarget.RESISTANCE: Scale(lowest=1, highest=10, step=1)},
)
IN_USE = MachineRefusedError(
    "Indoor Bike 4",
    "is controlled by another program",
    suggested_action="Close the other program, then try again.",
)


def device(number: int) -> SensorId:
    """The address of the n-th machine: rowers from 1, bikes from 11, skis from 21."""
    return erg(number).id


def furnish(desk: LiveDesk) -> None:
    """Put a device on every machine of the three groups."""
    for at, session in enumerate(desk.bundle.sessions[:3]):
        kind, noun, offer = {
            ROWING: (SensorKind.FTMS_ROWER, "Rowing machine", ROWER_OFFER),
            BIKE_ERG: (SensorKind.FTMS_BIKE, "Indoor Bike", BIKE_OFFER),
        }.get(session.equipment, (SensorKind.PM5_SKI, "PM5", None))
        for place, assignment in enumerate(session.assignments, start=1):
            number = 10 * at + place
            desk.sensors.show(erg(number, kind=kind, name=f"{noun} {place}"))
            desk.pairings.pair(Pairing(sensor_id=device(number), unit_id=assignment.unit_id))
            if offer is not None:
                desk.control.offers[device(number)] = offer


def show_troubles(desk: LiveDesk) -> None:
    """One bike refuses, one lost its control, one is away, one rower has no device."""
    refused = MachineControlState(
        sensor_id=device(14), state=ControlState.REFUSED, reason="is controlled by another program"
    )
    lost = MachineControlState(
        sensor_id=device(15), state=ControlState.LOST, reason="gave its control to somebody else"
    )
    for state in (refused, lost):
        desk.control.change(state)
    desk.sensors.show(erg(16, kind=SensorKind.FTMS_BIKE, state=LinkState.LOST))
    desk.pairings.unpair(device(6))


def tell(page: LivePage, kind: OrderKind, value: float = 0.0) -> None:
    """What the trainer's click comes to."""
    page.machines.model.tell(Order(kind=kind, value=value))
