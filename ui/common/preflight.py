"""What pre-flight looks at, from the desk's services; and its findings in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from core.domain.ids import PlayerId, UnitId
from core.services.desk.preflight import Preflight, Room, Topic
from ui.common.services import DeskServices

ZEROED_FOR_S = 12 * 3600.0
"""A zero offset serves for the day: it drifts with the temperature of the hall."""

_WORDS = {
    Topic.RADIO: ("1 radio missing", "{} radios missing"),
    Topic.CAPACITY: ("too few connections", "too few connections"),
    Topic.NO_STRAP: ("1 player without strap", "{} players without strap"),
    Topic.NO_MACHINE_SENSOR: ("1 machine without sensor", "{} machines without sensor"),
    Topic.ABSENT: ("1 sensor missing", "{} sensors missing"),
    Topic.NOT_LIVE: ("1 sensor not live", "{} sensors not live"),
    Topic.BATTERY: ("1 low battery", "{} low batteries"),
    Topic.SIGNAL: ("1 weak signal", "{} weak signals"),
    Topic.NOT_ZEROED: ("1 power meter not zeroed", "{} power meters not zeroed"),
}


def room_of(
    services: DeskServices,
    player_names: Mapping[PlayerId, str],
    unit_names: Mapping[UnitId, str],
) -> Room:
    """Bundle, pairings and sensors of this instant."""
    return Room(
        bundle=services.floor.bundle,
        pairings=services.pairings.all(),
        sensors=services.sensors.sensors,
        player_names=dict(player_names),
        unit_names=dict(unit_names),
        capacity=services.sensors.radio.capacity,
        radios=services.sensors.radio.adapters,
        zeroed=services.machines.zeroed_since(services.now() - ZEROED_FOR_S),
    )


def topics_text(board: Preflight) -> str:
    """Such as "1 player without strap, 2 low batteries"; empty when nothing is left."""
    counts = Counter(finding.topic for finding in board.findings)
    parts = [
        one if counts[topic] == 1 else many.format(counts[topic])
        for topic, (one, many) in _WORDS.items()
        if counts[topic]
    ]
    return ", ".join(parts)
