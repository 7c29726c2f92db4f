"""What a tile says, decided apart from how it is painted."""

from __future__ import annotations

from enum import StrEnum

from core.domain.value import Value
from core.live.views import TileCondition, TileView
from widgets.inputs.time_text import clock_text
from widgets.theme import Theme, blend, equipment_icon_name

DASH = "\N{EN DASH}"
_STALE_SHARE = 0.22
_PAUSED_SHARE = 0.45
_FIT_ON_LINE = 2


class MainNumber(StrEnum):
    """What the big number on every tile of the wall is."""

    HEART_RATE = "heart_rate"
    POWER = "power"


class TileFace(Value, frozen=True, kw_only=True):
    """Words, figures and colours of one tile."""

    jersey: str
    name: str
    unit: str
    unit_number: str
    """The end of the machine's name, for when the whole does not fit."""
    unit_icon: str
    main: str
    main_unit: str
    second: str
    """The line below the big number: what else is known, or what is wrong."""
    fill: str
    ink: str
    edge: str
    """Colour of the left edge; the last zone while the number is stale."""
    mark: str = ""
    """Icon that names the condition; empty when live."""
    is_struck: bool = False
    is_hatched: bool = False
    zone: int | None = None
    zone_fill: float = 0.0
    target_zone: int | None = None
    is_final: bool = False
    """Whether nothing will change any more: the tile shows what was done."""
    spoken: str
    """The tile as a sentence, for screen readers."""


def face_of(view: TileView, main: MainNumber, theme: Theme) -> TileFace:
    """What the tile says about this player now."""
    fill, ink, edge = _colours(view, theme)
    value, unit = _main_number(view, main)
    second = _second_line(view, main)
    has_zone = view.condition in (TileCondition.LIVE, TileCondition.PAUSED)
    return TileFace(
        jersey=str(view.jersey_number),
        name=view.name,
        unit=view.unit_name,
        unit_number=_number_of(view.unit_name),
        unit_icon=equipment_icon_name(view.equipment),
        main=value,
        main_unit="" if value == DASH else unit,
        second=second,
        fill=fill,
        ink=ink,
        edge=edge,
        mark=_MARKS.get(view.condition, ""),
        is_struck=view.condition is TileCondition.STALE and value != DASH,
        is_hatched=view.condition is TileCondition.LOST,
        zone=view.zone if has_zone else None,
        zone_fill=view.zone_fill if has_zone else 0.0,
        target_zone=view.target_zone if view.condition is TileCondition.LIVE else None,
        is_final=view.condition is TileCondition.DONE,
        spoken=_spoken(view, value, unit, second),
    )


def _number_of(unit_name: str) -> str:
    last = unit_name.rpartition(" ")[2]
    return last if last.isdigit() else ""


_MARKS = {
    TileCondition.WAITING: "strap",
    TileCondition.STALE: "clock",
    TileCondition.LOST: "strap",
    TileCondition.PAUSED: "pause",
    TileCondition.DONE: "check",
    TileCondition.REMOVED: "close",
}

_HIDES_NUMBER = (TileCondition.WAITING, TileCondition.LOST, TileCondition.REMOVED)


def _main_number(view: TileView, main: MainNumber) -> tuple[str, str]:
    if view.condition is TileCondition.DONE:
        return (f"{view.energy_kcal:.0f}" if _was_heard(view) else DASH), "kcal"
    if main is MainNumber.POWER:
        value, unit = view.power_w, "W"
        hides = view.condition is TileCondition.REMOVED
    else:
        value, unit = view.heart_rate_bpm, "bpm"
        hides = view.condition in _HIDES_NUMBER
    return (DASH if value is None or hides else f"{value:.0f}"), unit


def _was_heard(view: TileView) -> bool:
    return view.energy_kcal > 0 or view.trimp > 0


def _second_line(view: TileView, main: MainNumber) -> str:
    age_s = view.heart_rate_age_s
    if view.condition is TileCondition.LIVE:
        return _live_line(view, main)
    if view.condition is TileCondition.STALE:
        return f"{age_s:.0f} s old" if age_s is not None else "Old value"
    if view.condition is TileCondition.LOST:
        return f"No signal {clock_text(age_s)}" if age_s is not None else "No signal"
    return {
        TileCondition.WAITING: "Waiting for strap",
        TileCondition.PAUSED: "Paused",
        TileCondition.DONE: f"Done  \N{MIDDLE DOT}  load {view.trimp:.0f}"
        if _was_heard(view)
        else "Done, never heard",
        TileCondition.REMOVED: "Left the session",
    }[view.condition]


def _live_line(view: TileView, main: MainNumber) -> str:
    parts: list[str] = []
    if view.is_off_block:
        parts.append("All done" if view.block is None else f"Block {view.block.index + 1}")
    if main is MainNumber.POWER:
        if view.heart_rate_bpm is not None:
            parts.append(f"{view.heart_rate_bpm} bpm")
    elif view.power_w is not None:
        parts.append(f"{view.power_w:.0f} W")
    # Who has such a sensor on wants it seen; the zone's bar stands for the share of the maximum.
    if view.muscle_oxygen_percent is not None:
        parts.append(f"O\N{SUBSCRIPT TWO} {view.muscle_oxygen_percent:.0f} %")
    if view.core_temperature_c is not None:
        parts.append(f"{view.core_temperature_c:.1f} °C")
    if view.heart_rate_percent is not None:
        parts.append(f"{view.heart_rate_percent:.0f} %")
    parts.append(f"{view.energy_kcal:.0f} kcal")
    return "  \N{MIDDLE DOT}  ".join(parts[:_FIT_ON_LINE])


def _colours(view: TileView, theme: Theme) -> tuple[str, str, str]:
    colours, zones = theme.colours, theme.zones
    zone_fill = theme.zone_fill(view.zone) if view.zone is not None else colours.raised
    match view.condition:
        case TileCondition.LIVE:
            fill = zone_fill
        case TileCondition.STALE:
            fill = blend(zone_fill, colours.raised, _STALE_SHARE)
        case TileCondition.PAUSED:
            fill = blend(zone_fill, colours.raised, _PAUSED_SHARE)
        case TileCondition.LOST:
            fill = zones.no_data
        case _:
            fill = colours.raised
    edge = zone_fill if view.condition is TileCondition.STALE else fill
    return fill, theme.ink_on(fill), edge


def _spoken(view: TileView, value: str, unit: str, second: str) -> str:
    who = f"{view.jersey_number} {view.name}"
    where = f", {view.unit_name}" if view.unit_name else ""
    if view.condition is TileCondition.LIVE:
        words = {"bpm": "beats per minute", "W": "watts"}[unit]
        number = f"{value} {words}" if value != DASH else f"no {words}"
        zone = f", zone {view.zone}" if view.zone is not None else ""
        target = f", target zone {view.target_zone}" if view.target_zone is not None else ""
        return f"{who}{where}: {number}{zone}{target}{_spoken_block(view)}{_spoken_body(view)}"
    last = f", {value} {unit}" if value != DASH else ""
    return f"{who}{where}: {second}{last}"


def _spoken_block(view: TileView) -> str:
    if view.block is None:
        return ""
    return f", block {view.block.index + 1} of {view.block.count}, {view.block.name}"


def _spoken_body(view: TileView) -> str:
    oxygen, core_c = view.muscle_oxygen_percent, view.core_temperature_c
    words = "" if oxygen is None else f", muscle oxygen {oxygen:.0f} percent"
    return words + ("" if core_c is None else f", core temperature {core_c:.1f} degrees")
