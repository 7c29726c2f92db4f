"""Sensors as rows of a table: pure values, compared to see what changed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.domain.equipment import EquipmentUnit
from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.player import Player
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind, SensorReading
from core.domain.value import Value
from core.services.desk.pairing_desk import Owner, owner_of
from core.services.desk.radio_news import short_radio_text
from ui.sensors.texts import (
    LOST_S,
    STALE_S,
    STATE_ORDER,
    age_text,
    is_battery_low,
    kind_text,
    state_text,
    value_text,
)


class SensorRow(Value, frozen=True, kw_only=True):
    """One line of the table."""

    id: SensorId
    kind: SensorKind
    name: str
    """What the club calls it, else its own name."""
    own_name: str
    label: str
    maker: str
    state: LinkState
    reason: str
    next_step: str
    receiver: str
    """Empty while there is only one."""
    is_broadcast: bool
    rssi_dbm: int | None
    battery_percent: int | None
    is_battery_low: bool
    value: str
    """Last figures; empty when there are none or they are too old to be shown."""
    is_value_stale: bool
    age: str
    """Empty before the first value."""
    owner: str
    """Empty: nobody."""
    owner_id: str
    is_locked: bool

    @property
    def caption(self) -> str:
        """What it is: kind and maker, after its own name where the club calls it otherwise."""
        own = self.own_name if self.label else ""
        kind = kind_text(self.kind)
        return " · ".join(filter(None, (own, kind, "" if own else self.maker)))

    @property
    def receiver_text(self) -> str:
        """Who hears it, and how, where that is not plain."""
        return " · ".join(
            filter(
                None, (short_radio_text(self.receiver), "broadcast" if self.is_broadcast else "")
            )
        )

    @property
    def state_words(self) -> str:
        """State with its reason."""
        text, _ = state_text(self.state)
        return f"{text}: {self.reason}" if self.reason else text

    @property
    def haystack(self) -> str:
        """Where the filter looks."""
        words = (
            self.name,
            self.own_name,
            self.maker,
            kind_text(self.kind),
            self.state_words,
            self.owner or "nobody",
            short_radio_text(self.receiver),
        )
        return " ".join(words).casefold()


class Owners(Value, frozen=True, kw_only=True):
    """Who can own a sensor: players own straps, machines own what sits on them."""

    players: dict[PlayerId, Player] = msgspec.field(default_factory=dict)
    units: dict[UnitId, EquipmentUnit] = msgspec.field(default_factory=dict)

    def name_of(self, pairing: Pairing | None) -> str:
        """Whose a sensor is, as shown; empty for nobody."""
        return self.name(owner_of(pairing)) if pairing is not None else ""

    def offered_to(self, kind: SensorKind) -> tuple[tuple[str, str], ...]:
        """Ids and names of those who may own a device of that kind."""
        players = tuple((one.id, player_name(one)) for one in self.players.values())
        if kind.is_worn:
            return players
        units = tuple(
            (one.id, one.name)
            for one in self.units.values()
            if kind.equipment is None or one.equipment == kind.equipment
        )
        return units if kind.equipment is not None else players + units

    def owner(self, owner_id: str) -> Owner:
        """The player or machine with that id."""
        if owner_id in self.players:
            return Owner(player_id=PlayerId(owner_id))
        return Owner(unit_id=UnitId(owner_id))

    def name(self, owner: Owner) -> str:
        """An owner as shown; the id where the club does not know it."""
        if owner.player_id is not None:
            player = self.players.get(owner.player_id)
            return player_name(player) if player is not None else owner.player_id
        unit = self.units.get(owner.unit_id) if owner.unit_id is not None else None
        return unit.name if unit is not None else owner.id


def row_of(
    sensor: Sensor,
    reading: SensorReading | None,
    pairing: Pairing | None,
    owners: Owners,
    now: float,
) -> SensorRow:
    """A sensor as it is shown at an instant."""
    age_s = now - reading.at if reading is not None else None
    is_shown = age_s is not None and age_s < LOST_S
    label = pairing.label if pairing is not None else ""
    return SensorRow(
        id=sensor.id,
        kind=sensor.kind,
        name=label or sensor.name or sensor.id,
        own_name=sensor.name or sensor.id,
        label=label,
        maker=sensor.maker or "",
        state=sensor.state,
        reason=sensor.reason,
        next_step=sensor.next_step,
        receiver=sensor.receiver,
        is_broadcast=sensor.is_broadcast,
        rssi_dbm=sensor.rssi_dbm,
        battery_percent=sensor.battery_percent,
        is_battery_low=is_battery_low(sensor),
        value=value_text(reading) if reading is not None and is_shown else "",
        is_value_stale=age_s is not None and age_s >= STALE_S,
        age="" if age_s is None else age_text(max(age_s, 0.0)),
        owner=owners.name_of(pairing),
        owner_id=(pairing.player_id or pairing.unit_id or "") if pairing is not None else "",
        is_locked=pairing is not None and pairing.is_locked,
    )


def summary_text(rows: Iterable[SensorRow]) -> str:
    """Such as "36 sensors, 34 live, 3 batteries under 20 %"."""
    shown = tuple(rows)
    live = sum(row.state is LinkState.LIVE for row in shown)
    low = sum(row.is_battery_low for row in shown)
    unowned = sum(not row.owner for row in shown)
    parts = [_count(len(shown), "sensor"), f"{live} live"]
    if low:
        parts.append(f"{low} {'battery' if low == 1 else 'batteries'} under 20 %")
    if unowned:
        parts.append(f"{unowned} without owner")
    return ", ".join(parts)


SortKey = tuple[float, str]


def sort_key(row: SensorRow, column: str) -> SortKey:
    """By what a column sorts; unknown values come last."""
    match column:
        case "state":
            return float(STATE_ORDER.index(row.state)), row.name.casefold()
        case "signal":
            return float(-row.rssi_dbm if row.rssi_dbm is not None else 999), row.name.casefold()
        case "battery":
            percent = row.battery_percent
            return float(percent if percent is not None else 999), row.name.casefold()
        case "owner":
            return (0.0 if row.owner else 1.0), _natural(row.owner or row.name)
        case _:
            return 0.0, row.name.casefold()


def _natural(text: str) -> str:
    return "".join(f"{int(part):06d}" if part.isdigit() else part for part in _parts(text))


def _parts(text: str) -> list[str]:
    parts: list[str] = [""]
    for sign in text.casefold():
        if parts[-1] and sign.isdigit() != parts[-1].isdigit():
            parts.append("")
        parts[-1] += sign
    return parts


def player_name(player: Player) -> str:
    """Number and last name."""
    return f"{player.jersey_number} {player.last_name}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
