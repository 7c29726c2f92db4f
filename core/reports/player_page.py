"""One player's page of the team report, as data for the template."""

from __future__ import annotations

import math

from core.domain.player import Sex
from core.domain.summary import BodyFigures, PlayerSummary
from core.domain.value import Value
from core.physiology.energy import age_years
from core.physiology.power import mean_max_w
from core.reports import charts, wording
from core.reports.intervals import IntervalFigures, array_of, interval_figures
from core.reports.rows import Row
from core.reports.wording import DASH

_TILES_IN_ROW, _USUAL_ROWS = 6, 2


class Tile(Value, frozen=True, kw_only=True):
    """A figure with its name and unit."""

    label: str
    value: str
    unit: str = ""


class ZoneLine(Value, frozen=True, kw_only=True):
    """Time in one zone; `zone` 6 is time without heart rate."""

    zone: int
    label: str
    share: float
    time: str
    percent: str


class IntervalLine(Value, frozen=True, kw_only=True):
    """One interval, asked and done."""

    number: str
    name: str
    length: str
    target: str
    zone: str
    """Target zone alone, where there is no room for all."""
    heart_rate_mean: str
    heart_rate_end: str
    in_target: str
    power_target: str
    power_mean: str
    power_percent: str


class PlayerPage(Value, frozen=True, kw_only=True):
    """The whole page."""

    number: str
    name: str
    group: str
    unit: str
    tiles: tuple[Tile, ...]
    heart_rate_chart: str
    """SVG; empty without any heart rate."""
    power_chart: str
    zones: tuple[ZoneLine, ...]
    intervals: tuple[IntervalLine, ...]
    inputs: str
    """What the figures were computed with."""
    quality: str


def player_page(row: Row, unit: str) -> PlayerPage:
    """Set one player's session."""
    has_power = row.figures.power_mean_w is not None
    tiles = _tiles(row)
    further_rows = math.ceil(len(tiles) / _TILES_IN_ROW) - _USUAL_ROWS
    intervals = interval_figures(row.session, row.player, row.trace)
    return PlayerPage(
        number=str(row.player.jersey_number),
        name=row.player.name,
        group=row.session.session.name,
        unit=unit,
        tiles=tiles,
        heart_rate_chart=charts.large_heart_rate(row, further_rows) if row.heart_rate_s > 0 else "",
        power_chart=charts.large_power(row) if has_power else "",
        zones=_zones(row),
        intervals=tuple(_interval(index, done) for index, done in enumerate(intervals, start=1)),
        inputs=_inputs(row),
        quality=_quality(row),
    )


def _tiles(row: Row) -> tuple[Tile, ...]:
    figures = row.figures
    watts = array_of(row.trace.power_w)
    metres = figures.distance_m
    body = () if figures.body is None else _body_tiles(figures.body)
    return (
        Tile(label="Active", value=wording.clock(figures.active_s), unit="min"),
        Tile(label="Mean HR", value=wording.whole(figures.heart_rate_mean_bpm), unit="bpm"),
        Tile(label="Max HR", value=wording.whole(figures.heart_rate_max_bpm), unit="bpm"),
        Tile(label="In target zone", value=wording.percent(figures.in_target_share)),
        Tile(label="Load", value=wording.whole(figures.trimp), unit="TRIMP"),
        Tile(label="Energy (HR)", value=wording.whole(figures.energy_heart_rate_kcal), unit="kcal"),
        Tile(label="Mean power", value=wording.whole(figures.power_mean_w), unit="W"),
        Tile(label="Weighted", value=wording.whole(figures.power_weighted_w), unit="W"),
        Tile(label="Max power", value=wording.whole(figures.power_max_w), unit="W"),
        Tile(label="Best 1 min", value=wording.whole(mean_max_w(watts, 60)), unit="W"),
        Tile(label="Best 5 min", value=wording.whole(mean_max_w(watts, 300)), unit="W"),
        Tile(
            label="Distance",
            value=DASH if metres is None else f"{metres / 1000:.2f}",
            unit="km",
        ),
        *_rating_tiles(figures),
        *body,
    )


def _rating_tiles(figures: PlayerSummary) -> tuple[Tile, ...]:
    """What he said of the session, if he did."""
    if figures.session_rpe is None:
        return ()
    load = wording.whole(figures.session_load)
    return (
        Tile(label="Session RPE", value=wording.rating(figures.session_rpe), unit="of 10"),
        Tile(label="Session load", value=load, unit="RPE × min"),
    )


def _body_tiles(body: BodyFigures) -> tuple[Tile, ...]:
    """A row for whoever wore such a sensor: what it did not say is left out."""
    tiles = (
        ("Mean SmO₂", body.muscle_oxygen_mean_percent, "%"),
        ("Lowest SmO₂", body.muscle_oxygen_min_percent, "%"),
        ("Mean THb", body.haemoglobin_mean_g_per_dl, "g/dL"),
        ("Mean core", body.core_temperature_mean_c, "°C"),
        ("Max core", body.core_temperature_max_c, "°C"),
        ("Mean skin", body.skin_temperature_mean_c, "°C"),
    )
    return tuple(
        Tile(label=label, value=wording.fine(value), unit=unit)
        for label, value, unit in tiles
        if value is not None
    )


def _zones(row: Row) -> tuple[ZoneLine, ...]:
    figures = row.figures
    seconds = (*figures.seconds_in_zone, figures.seconds_without_heart_rate)
    total_s = sum(seconds)
    labels = (
        "0  below 50 %", "1  50–60 %", "2  60–70 %", "3  70–80 %", "4  80–90 %", "5  from 90 %",
        "no data",
    )  # fmt: skip
    return tuple(
        ZoneLine(
            zone=zone,
            label=labels[zone],
            share=value / total_s if total_s > 0 else 0.0,
            time=wording.clock(value),
            percent=wording.percent(value / total_s if total_s > 0 else None),
        )
        for zone, value in enumerate(seconds)
    )


def _interval(number: int, done: IntervalFigures) -> IntervalLine:
    percent = done.power_percent
    return IntervalLine(
        number=str(number),
        name=done.interval.name,
        length=wording.clock(done.done_s),
        target=wording.target(done.interval),
        zone=wording.whole(done.interval.target_zone),
        heart_rate_mean=wording.whole(done.heart_rate_mean_bpm),
        heart_rate_end=wording.whole(done.heart_rate_end_bpm),
        in_target=wording.percent(done.in_target_share),
        power_target=wording.whole(done.power_target_w),
        power_mean=wording.whole(done.power_mean_w),
        power_percent=wording.percent(None if percent is None else percent / 100),
    )


def _inputs(row: Row) -> str:
    player, session = row.player, row.session.session
    ftp_w = player.ftp_w.get(session.equipment)
    age = age_years(player.birth_date, session.starts_at.date())
    sex = "male" if player.sex is Sex.MALE else "female"
    machine = wording.equipment(session.equipment)
    return (
        f"Computed with: maximum heart rate {player.heart_rate_max_bpm} bpm, resting "
        f"{player.heart_rate_rest_bpm} bpm, {player.mass_kg:g} kg, {age} years, {sex}, "
        f"FTP on {machine} {wording.whole(ftp_w)} W."
    )


def _quality(row: Row) -> str:
    figures = row.figures
    without = wording.clock(figures.seconds_without_heart_rate)
    return (
        f"Data: {figures.samples_received} samples received, {figures.samples_lost} lost; "
        f"{without} min without heart rate."
    )
