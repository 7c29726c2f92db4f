"""Whose is it? What is asked about devices that more than one may own."""

from __future__ import annotations

from core.domain.ids import SensorId
from core.domain.sensor import Pairing, Sensor
from core.domain.value import Value
from core.services.desk.pairings import Pairings
from ui.sensors.rows import Owners

CLAIMED = SensorId("claimed")
"""An answer: whom it was given to lately."""


class Question(Value, frozen=True, kw_only=True):
    """A device that is probably a known one under another address."""

    sensor_id: SensorId
    text: str
    answers: tuple[tuple[SensorId, str], ...]
    """Former addresses, and what choosing them says."""
    has_none: bool = True
    """Whether it may be nobody's of these."""


def contest(sensor_id: SensorId, name: str, pairings: Pairings, owners: Owners) -> Question:
    """A device that was given to somebody before it turned out to be another's."""
    owner = owners.name_of(pairings.owner_of(sensor_id))
    claimant = owners.name_of(pairings.contest_of(sensor_id))
    return Question(
        sensor_id=sensor_id,
        text=f"{name} is known as {owner}'s, but was given to {claimant}. Whose is it?",
        answers=((sensor_id, owner), (CLAIMED, claimant)),
        has_none=False,
    )


def likely_question(sensor: Sensor, likely: tuple[Pairing, ...], owners: Owners) -> Question:
    """An unpaired device that looks like remembered ones."""
    names = [owners.name_of(one) for one in likely]
    if len(likely) == 1:
        text = f"{sensor.name} looks like {names[0]}'s strap. Is it?"
        answers = [(likely[0].sensor_id, f"Yes, {names[0]}'s")]
    else:
        text = f"Whose is {sensor.name}? {' and '.join(names)} have one of that name."
        answers = [(one.sensor_id, name) for one, name in zip(likely, names, strict=True)]
    return Question(sensor_id=sensor.id, text=text, answers=tuple(answers))
