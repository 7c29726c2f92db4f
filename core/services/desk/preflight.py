"""Before the whistle: what is missing, weak or empty, with whom, and what to do about it.

Pure: a bundle, pairings and sensors go in, findings come out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import msgspec

from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.radio import AdapterStatus, LinkCapacity, RadioState
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind
from core.domain.session import Bundle
from core.domain.value import Value
from core.services.desk.pairing_desk import Owner, owner_of
from core.services.desk.radio_news import radio_text

LOW_BATTERY_PERCENT = 20
"""Under this a battery may not last the session."""
WEAK_SIGNAL_DBM = -80
"""Below this packets get lost."""


class Severity(StrEnum):
    """How much a finding matters; in order."""

    PROBLEM = "problem"
    """Nothing will be recorded of somebody."""
    WARNING = "warning"
    """Something may get lost during the session."""


class Topic(StrEnum):
    """What a finding is about; in the order in which they are best mended."""

    RADIO = "radio"
    CAPACITY = "capacity"
    NO_STRAP = "no_strap"
    NO_MACHINE_SENSOR = "no_machine_sensor"
    ABSENT = "absent"
    NOT_LIVE = "not_live"
    BATTERY = "battery"
    SIGNAL = "signal"
    NOT_ZEROED = "not_zeroed"


class Finding(Value, frozen=True, kw_only=True):
    """One thing to mend."""

    topic: Topic
    severity: Severity
    sentence: str
    next_step: str
    owner: Owner | None = None
    sensor_id: SensorId | None = None


class Room(Value, frozen=True, kw_only=True):
    """What is looked at."""

    bundle: Bundle | None = None
    """Without one, everybody who is paired is looked at."""
    pairings: tuple[Pairing, ...] = ()
    sensors: tuple[Sensor, ...] = ()
    player_names: dict[PlayerId, str] = msgspec.field(default_factory=dict[PlayerId, str])
    unit_names: dict[UnitId, str] = msgspec.field(default_factory=dict[UnitId, str])
    capacity: LinkCapacity | None = None
    """None where the radio does not tell."""
    radios: tuple[AdapterStatus, ...] = ()
    """How each receiver stands."""
    zeroed: frozenset[SensorId] | None = None
    """Power meters that were zeroed; None where that cannot be told."""


class Preflight(Value, frozen=True, kw_only=True):
    """The board."""

    findings: tuple[Finding, ...]
    player_count: int
    ready_count: int
    """Players about whom, and about whose machines, there is nothing to say."""
    capacity: LinkCapacity | None = None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to mend."""
        return not self.findings

    @property
    def headline(self) -> str:
        """Such as "Ready: 18 of 18 players"."""
        return f"Ready: {self.ready_count} of {self.player_count} players"


_FindingMaker = Callable[[Topic, Severity, str, str], Finding]
"""From topic, severity, what the device does, and the next step."""


class _Place(Value, frozen=True, kw_only=True):
    player_id: PlayerId
    unit_id: UnitId | None = None


def inspect(room: Room) -> Preflight:
    """Look at everything once."""
    look = _Look(room)
    places = _places(room)
    findings: list[Finding] = [*_radios(room.radios), *_capacity(room.capacity)]
    ready = 0
    units_done: set[UnitId] = set()
    for place in places:
        own = list(look.at_player(place.player_id))
        machine: list[Finding] = []
        if place.unit_id is not None:
            machine = list(look.at_unit(place.unit_id, place.player_id))
        ready += not own and not machine
        findings += own
        if place.unit_id not in units_done:
            findings += machine
        if place.unit_id is not None:
            units_done.add(place.unit_id)
    topics = list(Topic)
    findings.sort(key=lambda one: topics.index(one.topic))
    return Preflight(
        findings=tuple(findings),
        player_count=len(places),
        ready_count=ready,
        capacity=room.capacity,
    )


def _places(room: Room) -> tuple[_Place, ...]:
    if room.bundle is None:
        players = dict.fromkeys(one.player_id for one in room.pairings if one.player_id)
        return tuple(_Place(player_id=player_id) for player_id in players)
    return tuple(
        _Place(player_id=assignment.player_id, unit_id=assignment.unit_id)
        for session in room.bundle.sessions
        for assignment in session.assignments
    )


class _Look:
    """Finds each owner's best sensor and says what is wrong with it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._sensors = {sensor.id: sensor for sensor in room.sensors}
        self._owned: dict[Owner, list[Pairing]] = {}
        for pairing in room.pairings:
            self._owned.setdefault(owner_of(pairing), []).append(pairing)

    def at_player(self, player_id: PlayerId) -> Iterator[Finding]:
        owner = Owner(player_id=player_id)
        name = self._room.player_names.get(player_id, player_id)
        straps = [pairing for pairing in self._owned.get(owner, ()) if self._may_be_strap(pairing)]
        if not straps:
            yield Finding(
                topic=Topic.NO_STRAP,
                severity=Severity.PROBLEM,
                sentence=f"{name} has no strap.",
                next_step="Check in: hold his strap to the laptop.",
                owner=owner,
            )
            return
        yield from self._about(owner, name, straps, "Wet the strap and put it on.")

    def at_unit(self, unit_id: UnitId, player_id: PlayerId) -> Iterator[Finding]:
        owner = Owner(unit_id=unit_id)
        player = self._room.player_names.get(player_id, player_id)
        name = f"{self._room.unit_names.get(unit_id, unit_id)} ({player})"
        pairings = self._owned.get(owner, [])
        if not pairings:
            yield Finding(
                topic=Topic.NO_MACHINE_SENSOR,
                severity=Severity.PROBLEM,
                sentence=f"{name} has no sensor.",
                next_step="Check in: pull its handle.",
                owner=owner,
            )
            return
        yield from self._about(owner, name, pairings, "Wake it: pull the handle or pedal.")

    def _about(
        self, owner: Owner, name: str, pairings: Iterable[Pairing], wake: str
    ) -> Iterator[Finding]:
        best = min(pairings, key=self._rank)
        sensor = self._sensors.get(best.sensor_id)
        device = best.label or (sensor.name if sensor else best.sensor_name) or best.sensor_id

        def finding(topic: Topic, severity: Severity, says: str, then: str) -> Finding:
            sentence = f"{name}: {device} {says}."
            return Finding(
                topic=topic,
                severity=severity,
                sentence=sentence,
                next_step=then,
                owner=owner,
                sensor_id=best.sensor_id,
            )

        wake = (sensor.next_step if sensor is not None else "") or wake
        if sensor is None:
            yield finding(Topic.ABSENT, Severity.PROBLEM, "is not in range", wake)
            return
        if sensor.state is LinkState.LOST:
            why = f" ({sensor.reason})" if sensor.reason else ""
            yield finding(Topic.ABSENT, Severity.PROBLEM, f"is lost{why}", wake)
        elif sensor.state is not LinkState.LIVE:
            then = _BEING_DONE.get(sensor.state, "") if not sensor.next_step else wake
            says = _unready_text(sensor)
            yield finding(Topic.NOT_LIVE, Severity.WARNING, says, then or wake)
        yield from self._about_device(sensor, finding)

    def _about_device(self, sensor: Sensor, finding: _FindingMaker) -> Iterator[Finding]:
        percent, dbm = sensor.battery_percent, sensor.rssi_dbm
        if percent is not None and percent < LOW_BATTERY_PERCENT:
            yield finding(
                Topic.BATTERY,
                Severity.WARNING,
                f"has {percent}\N{NO-BREAK SPACE}% battery",
                "Change the battery.",
            )
        is_heard = sensor.state is not LinkState.LOST
        if is_heard and dbm is not None and dbm < WEAK_SIGNAL_DBM:
            yield finding(
                Topic.SIGNAL,
                Severity.WARNING,
                f"is weak at \N{MINUS SIGN}{abs(dbm)}\N{NO-BREAK SPACE}dBm",
                "Move the laptop closer, or raise it above the machines.",
            )
        zeroed = self._room.zeroed
        is_meter = sensor.kind is SensorKind.CYCLING_POWER
        if is_meter and zeroed is not None and sensor.id not in zeroed:
            yield finding(
                Topic.NOT_ZEROED,
                Severity.WARNING,
                "is not zeroed",
                "Zero it: pedals still, nobody on the bike.",
            )

    def _may_be_strap(self, pairing: Pairing) -> bool:
        sensor = self._sensors.get(pairing.sensor_id)
        return sensor is None or sensor.kind in (SensorKind.HEART_RATE, SensorKind.UNKNOWN)

    def _rank(self, pairing: Pairing) -> int:
        sensor = self._sensors.get(pairing.sensor_id)
        if sensor is None:
            return len(_BEST_FIRST) + 1
        return _BEST_FIRST.index(sensor.state) if sensor.state in _BEST_FIRST else len(_BEST_FIRST)


_BEST_FIRST = (
    LinkState.LIVE,
    LinkState.STALE,
    LinkState.RECONNECTING,
    LinkState.CONNECTING,
    LinkState.IN_RANGE,
)
_BEING_DONE = {
    LinkState.CONNECTING: "Wait a moment; this takes a few seconds.",
    LinkState.RECONNECTING: "It comes back by itself; move closer if it does not.",
    LinkState.IN_RANGE: "Show it and assign it again to connect it.",
}


def _unready_text(sensor: Sensor) -> str:
    words = {
        LinkState.STALE: "says nothing just now",
        LinkState.RECONNECTING: "is reconnecting",
        LinkState.CONNECTING: "is still connecting",
        LinkState.IN_RANGE: "is in range but not connected",
    }.get(sensor.state, "is not live")
    return f"{words} ({sensor.reason})" if sensor.reason else words


def _radios(radios: Iterable[AdapterStatus]) -> Iterator[Finding]:
    """Sensors may still come through another receiver, or through gateways."""
    for radio in radios:
        if radio.state is RadioState.NO_BLUETOOTH:
            yield Finding(
                topic=Topic.RADIO,
                severity=Severity.PROBLEM,
                sentence=radio.reason or f"{radio_text(radio.name)} is not there.",
                next_step=radio.next_step or "Plug it in, or switch it on.",
            )


def _capacity(capacity: LinkCapacity | None) -> Iterator[Finding]:
    if capacity is not None and capacity.is_short:
        yield Finding(
            topic=Topic.CAPACITY,
            severity=Severity.PROBLEM,
            sentence=f"{capacity.wanted} sensors are wanted, the radio holds {capacity.limit}.",
            next_step="Use straps that broadcast, a second adapter, or a gateway.",
        )
