"""Players and machines as rows: who has a sensor, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Pairing
from core.domain.value import Value
from core.services.desk.pairing_desk import Owner
from ui.sensors.rows import Owners, SensorRow, player_name
from widgets.theme import equipment_icon_name


class OwnerState(StrEnum):
    """How an owner stands."""

    LIVE = "live"
    HERE = "here"
    """His sensor is in range but not live."""
    AWAY = "away"
    """His sensor is remembered but not in range."""
    NONE = "none"
    """He has no sensor."""


class OwnerRow(Value, frozen=True, kw_only=True):
    """One line of the column beside the devices."""

    id: str
    badge: str
    """Jersey number; empty for a machine."""
    icon_name: str
    """Empty for a player."""
    name: str
    state: OwnerState
    device: str
    """Names of his sensors."""
    value: str
    is_locked: bool = False
    is_wanted: bool = True
    """Whether he trains in the open bundle."""

    @property
    def state_text(self) -> str:
        """Value or state in a word or two."""
        if self.state is OwnerState.NONE:
            return "No strap" if self.badge else "No sensor"
        if self.state is OwnerState.AWAY:
            return "Not in range"
        return self.value or ("Live" if self.state is OwnerState.LIVE else "Not live")

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        lock = "locked" if self.is_locked else ""
        parts = (f"{self.badge} {self.name}".strip(), self.device, self.state_text, lock)
        return ", ".join(filter(None, parts))


_BEST_FIRST = tuple(OwnerState)


def player_rows(
    owners: Owners, pairings: Iterable[Pairing], rows: Iterable[SensorRow], wanted: frozenset[str]
) -> tuple[OwnerRow, ...]:
    """The club's players; without a bundle everybody is wanted."""
    look_up = _devices(pairings, rows)
    return tuple(
        _owner_row(
            player.id,
            look_up(player.id),
            badge=str(player.jersey_number),
            icon_name="",
            name=player_name(player).partition(" ")[2],
            is_wanted=not wanted or player.id in wanted,
        )
        for player in owners.players.values()
    )


def unit_rows(
    owners: Owners, pairings: Iterable[Pairing], rows: Iterable[SensorRow], wanted: frozenset[str]
) -> tuple[OwnerRow, ...]:
    """The club's machines."""
    look_up = _devices(pairings, rows)
    return tuple(
        _owner_row(
            unit.id,
            look_up(unit.id),
            badge="",
            icon_name=equipment_icon_name(unit.equipment),
            name=unit.name,
            is_wanted=not wanted or unit.id in wanted,
        )
        for unit in owners.units.values()
    )


def equipped_text(noun: str, rows: Iterable[OwnerRow]) -> str:
    """Such as "Players 16/18": those in the bundle whose sensor is here."""
    wanted = [row for row in rows if row.is_wanted]
    here = sum(row.state in (OwnerState.LIVE, OwnerState.HERE) for row in wanted)
    return f"{noun} {here}/{len(wanted)}" if wanted else noun


def next_without_sensor(rows: Iterable[OwnerRow], after_id: str) -> str:
    """The next wanted owner who has no sensor, going round; empty if there is none."""
    wanted = [row for row in rows if row.is_wanted]
    at = next((place for place, row in enumerate(wanted) if row.id == after_id), -1)
    round_trip = (*wanted[at + 1 :], *wanted[: max(at, 0)])
    return next((row.id for row in round_trip if row.state is OwnerState.NONE), "")


def fits(row: SensorRow, owner: Owner, owners: Owners) -> bool:
    """Whether a device may be this owner's."""
    return owner.id in {owner_id for owner_id, _ in owners.offered_to(row.kind)}


_Found = list[tuple[Pairing, SensorRow | None]]


def _devices(pairings: Iterable[Pairing], rows: Iterable[SensorRow]) -> Callable[[str], _Found]:
    by_id: dict[SensorId, SensorRow] = {row.id: row for row in rows}
    by_owner: dict[str, _Found] = {}
    for pairing in pairings:
        owner_id = pairing.player_id or pairing.unit_id or ""
        by_owner.setdefault(owner_id, []).append((pairing, by_id.get(pairing.sensor_id)))
    return lambda owner_id: by_owner.get(owner_id, [])


def _owner_row(
    owner_id: str, found: _Found, *, badge: str, icon_name: str, name: str, is_wanted: bool
) -> OwnerRow:
    if badge:  # a player's strap comes first, a pod or thermometer does not stand for it
        found = [one for one in found if one[1] is None or one[1].kind.is_worn]
    states = [_state(row) for _, row in found]
    best = min(states, key=_BEST_FIRST.index, default=OwnerState.NONE)
    names = [pairing.label or (row.name if row else pairing.sensor_name) for pairing, row in found]
    live = [row.value for _, row in found if row is not None and row.state is LinkState.LIVE]
    return OwnerRow(
        id=owner_id,
        badge=badge,
        icon_name=icon_name,
        name=name,
        state=best,
        device=", ".join(filter(None, names)),
        value=next((value.partition(" · ")[0] for value in live if value), ""),
        is_locked=any(pairing.is_locked for pairing, _ in found),
        is_wanted=is_wanted,
    )


def _state(row: SensorRow | None) -> OwnerState:
    if row is None or row.state is LinkState.LOST:
        return OwnerState.AWAY
    return OwnerState.LIVE if row.state is LinkState.LIVE else OwnerState.HERE
