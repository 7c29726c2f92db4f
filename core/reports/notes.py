"""What a reader of the team report must know before he trusts its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.domain.summary import BundleReport
from core.reports.rows import VALID_SHARE, Row
from core.reports.wording import clock

_NOTED_LOSS_S = 10
"""Lost samples from which a player is named."""

_NOTED_ABSENCE_S = 5.0


def notes_of(report: BundleReport, rows: Iterable[Row]) -> tuple[str, ...]:
    """Dropouts and doubts, one sentence each, in the order of the table."""
    all_rows = list(rows)
    if not all_rows:
        return ("Nothing was recorded.",)
    said = [note for row in all_rows for note in _notes(row)]
    present = {figures.player_id for s in report.sessions for figures in s.summary.players}
    known = {player.id for player in report.players}
    gone = len(present - known)
    if gone:
        said.append(f"{gone} player(s) deleted since are not shown.")
    return tuple(said) if said else ("No dropouts: every heart-rate sensor delivered throughout.",)


def _notes(row: Row) -> Iterator[str]:
    who = f"{row.player.jersey_number} {row.player.last_name}"
    figures, summary = row.figures, row.session.summary
    missing_s = figures.seconds_without_heart_rate
    of_time = f"{clock(missing_s)} of {clock(figures.active_s)} min"
    if figures.active_s <= 0:
        yield f"{who} took no part."
    elif row.heart_rate_s <= 0:
        yield f"{who}: no heart rate at all; load, energy and zones are unknown, not zero."
    elif not row.is_valid:
        yield (
            f"{who}: no heart rate for {of_time}; means cover the rest, "
            "load and energy are too low."
        )
    elif missing_s >= _NOTED_LOSS_S or figures.samples_lost >= _NOTED_LOSS_S:
        yield f"{who}: short dropouts, {figures.samples_lost} samples lost."
    if 0 < figures.active_s < summary.active_s - _NOTED_ABSENCE_S:
        yield f"{who} left after {clock(figures.active_s)} of {clock(summary.active_s)} min."
    highest = figures.heart_rate_max_bpm
    if highest is not None and highest > row.player.heart_rate_max_bpm:
        yield (
            f"{who} reached {highest} bpm, above the stored maximum of "
            f"{row.player.heart_rate_max_bpm}: an artefact, or a maximum to be raised."
        )


def sensors_line(rows: Iterable[Row]) -> str:
    """How many heart-rate sensors were valid."""
    all_rows = list(rows)
    valid = sum(row.is_valid for row in all_rows)
    return f"{valid} of {len(all_rows)}"


VALID_RULE = f"A sensor is valid if it covered {round(VALID_SHARE * 100)} % of the active time."
