"""What each player of the club gets of an interval or an exercise: beats, watts, kilograms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.player import Player
from core.domain.strength import Exercise, LoadUnit
from core.domain.workout import Interval
from core.physiology.zones import zone_bounds_bpm
from core.planning.unrolling import at_share, told
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn

_NO_TARGET = "–"
_NO_FTP = "FTP not known"
_NO_BEST = "1RM not known"
_UNKNOWN = (_NO_TARGET, _NO_FTP, _NO_BEST)
_PLATE_KG = 2.5


@dataclass(frozen=True)
class Share:
    """One player's part: his name, and the words of each column."""

    number: int
    name: str
    words: tuple[str, ...]


class ShareRows(ColumnTable[Share]):
    """Players by number.

    Args:
        headings: Of the columns after the name.
    """

    def __init__(self, headings: Sequence[str]) -> None:
        def column(at: int, heading: str) -> TableColumn[Share]:
            return TableColumn(
                heading,
                lambda one: one.words[at],
                lambda one: Tone.FAINT if one.words[at] in _UNKNOWN else None,
            )

        columns = [
            TableColumn[Share]("#", lambda one: str(one.number), lambda _: Tone.SOFT),
            TableColumn[Share]("Player", lambda one: one.name),
            *(column(at, heading) for at, heading in enumerate(headings)),
        ]
        super().__init__(columns, lambda one: (one.number, one.name))


def interval_headings(machines: Sequence[EquipmentKind]) -> tuple[str, ...]:
    """Beats, and watts on each type of machine."""
    return ("Heart rate", *(one.unit_name for one in machines))


def interval_shares(
    interval: Interval, players: Sequence[Player], machines: Sequence[EquipmentKind]
) -> tuple[Share, ...]:
    """What an interval asks of each."""
    return tuple(
        Share(
            player.jersey_number,
            player.name,
            (
                _beats(interval, player),
                *(_watts(interval, player.ftp_w.get(one.code)) for one in machines),
            ),
        )
        for player in players
    )


def exercise_shares(exercise: Exercise, players: Sequence[Player]) -> tuple[Share, ...]:
    """How much each lifts."""
    return tuple(
        Share(player.jersey_number, player.name, (_kilograms(exercise, player),))
        for player in players
    )


def machines_in_use(
    kinds: Sequence[EquipmentKind], players: Sequence[Player]
) -> tuple[EquipmentKind, ...]:
    """Types of machines on which somebody's FTP is known."""
    known: set[EquipmentType] = {code for player in players for code in player.ftp_w}
    return tuple(one for one in kinds if one.code in known)


def _beats(interval: Interval, player: Player) -> str:
    share = interval.target_heart_rate_share
    if share is not None:
        return f"{share * player.heart_rate_max_bpm:.0f} bpm"
    if interval.target_zone is None or interval.target_zone not in range(6):
        return _NO_TARGET
    lowest, highest = zone_bounds_bpm(interval.target_zone, player.heart_rate_max_bpm)
    return f"{lowest:.0f}–{highest:.0f} bpm"


def _watts(interval: Interval, ftp_w: float | None) -> str:
    if not interval.asks_for_power:
        return _NO_TARGET
    begin = told(at_share(interval, 0.0)).power_w(ftp_w)
    end = told(at_share(interval, 1.0)).power_w(ftp_w)
    if begin is None or end is None:
        return _NO_FTP
    return f"{begin:.0f} W" if interval.ramps_to is None else f"{begin:.0f}–{end:.0f} W"


def _kilograms(exercise: Exercise, player: Player) -> str:
    load = exercise.load
    if load is None:
        return "body weight"
    if load.unit is LoadUnit.KG:
        return f"{load.value:g} kg"
    if load.unit is LoadUnit.RPE:
        return f"RPE {load.value:g}"
    best = player.one_rep_max_kg.get(exercise.id)
    if best is None:
        return _NO_BEST
    return f"{round(best * load.value / 100 / _PLATE_KG) * _PLATE_KG:g} kg"
