"""A player's session as a FIT activity, written with Garmin's own encoder.

Order: file, athlete, timer events, one record a second (none while the clock stood), a lap per
interval, session, activity. What is not known is left out, since FIT has no "unknown" that all
readers honour. FIT counts whole seconds, so the first record carries the start's whole second.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from garmin_fit_sdk import Encoder

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.summary import BodyFigures, BundleReport, PlayerSummary, PlayerTrace, SessionReport
from core.errors import NotFoundError
from core.physiology.energy import age_years
from core.reports.laps import Lap, laps_of
from core.reports.timeline import spans_of

_FILE, _USER, _TARGETS, _SESSION, _LAP, _RECORD, _EVENT, _ACTIVITY = 0, 3, 7, 18, 19, 20, 21, 34

_SPORTS: dict[EquipmentType, tuple[str, str]] = {
    ROWING: ("rowing", "indoor_rowing"),
    BIKE_ERG: ("cycling", "indoor_cycling"),
    SKI_ERG: ("fitness_equipment", "indoor_skiing"),
}
_OTHER_SPORT = ("training", "generic")
_FIT_EPOCH = datetime.fromisoformat("1989-12-31T00:00:00+00:00")
_LARGEST = {"uint8": 254, "uint16": 65534}

_Fields = dict[str, object]


def write_fit(report: BundleReport, session: SessionReport, player_id: PlayerId) -> bytes:
    """The FIT file of one player in one session of a bundle.

    Raises:
        NotFoundError: If the player was not in that session.
    """
    person = next((player for player in report.players if player.id == player_id), None)
    trace = next((trace for trace in session.traces if trace.player_id == player_id), None)
    figures = next(
        (figures for figures in session.summary.players if figures.player_id == player_id), None
    )
    if person is None or trace is None or figures is None:
        raise NotFoundError("This player has no recording in this session.")
    return _Activity(session, person, trace, figures, report.time_zone).encoded()


class _Activity:
    """One player's session on its way into a file."""

    def __init__(
        self,
        session: SessionReport,
        person: Player,
        trace: PlayerTrace,
        figures: PlayerSummary,
        time_zone: str,
    ) -> None:
        self._session = session
        self._person = person
        self._trace = trace
        self._figures = figures
        self._time_zone = time_zone
        self._start = session.session.started_at or session.session.starts_at
        self._sport, self._sub_sport = _SPORTS.get(session.session.equipment, _OTHER_SPORT)
        self._encoder = Encoder()

    def encoded(self) -> bytes:
        laps = laps_of(self._session, self._trace)
        self._write_head()
        self._write_events_and_records()
        for index, lap in enumerate(laps):
            self._write_lap(index, lap, is_last=index == len(laps) - 1)
        self._write_session(len(laps))
        self._write_activity()
        return self._encoder.close()

    def _write(self, number: int, fields: _Fields) -> None:
        known = {name: value for name, value in fields.items() if value is not None}
        self._encoder.write_mesg({"mesg_num": number, **known})

    def _at(self, second: float) -> datetime:
        return self._start + timedelta(seconds=second)

    def _write_head(self) -> None:
        person = self._person
        day = self._session.session.starts_at.date()
        self._write(
            _FILE,
            {
                "type": "activity",
                "manufacturer": "development",
                "product": 1,
                "time_created": self._start,
                "product_name": "Hockey Hub Trainer",
            },
        )
        self._write(
            _USER,
            {
                "friendly_name": person.name,
                "gender": person.sex.value,
                "age": age_years(person.birth_date, day),
                "weight": person.mass_kg,
                "resting_heart_rate": person.heart_rate_rest_bpm,
                "default_max_heart_rate": person.heart_rate_max_bpm,
            },
        )
        self._write(
            _TARGETS,
            {
                "max_heart_rate": person.heart_rate_max_bpm,
                "functional_threshold_power": self._ftp_w(),
                "hr_calc_type": "percent_max_hr",
            },
        )

    def _ftp_w(self) -> int | None:
        return _whole(self._person.ftp_w.get(self._session.session.equipment), "uint16")

    def _write_events_and_records(self) -> None:
        second = 0
        spans = spans_of(self._session)
        for index, (start, end) in enumerate(spans):
            self._write_timer(start, "start")
            second = max(second, math.floor(start))
            while second + 0.5 <= end and second < len(self._trace.power_w):
                self._write_record(second)
                second += 1
            self._write_timer(end, "stop_all" if index == len(spans) - 1 else "stop")

    def _write_timer(self, second: float, kind: str) -> None:
        self._write(_EVENT, {"timestamp": self._at(second), "event": "timer", "event_type": kind})

    def _write_record(self, second: int) -> None:
        trace = self._trace
        self._write(
            _RECORD,
            {
                "timestamp": self._at(second),
                "heart_rate": _whole(trace.heart_rate_bpm[second], "uint8"),
                "power": _whole(trace.power_w[second], "uint16"),
                "cadence": _whole(trace.cadence_per_min[second], "uint8"),
                "distance": trace.distance_m[second],
                **{
                    name: values[second]
                    for name, values in (
                        ("saturated_hemoglobin_percent", trace.muscle_oxygen_percent),
                        ("total_hemoglobin_conc", trace.haemoglobin_g_per_dl),
                        ("core_temperature", trace.core_temperature_c),
                    )
                    if values
                },
            },
        )

    def _write_lap(self, index: int, lap: Lap, *, is_last: bool) -> None:
        self._write(
            _LAP,
            {
                "message_index": index,
                "timestamp": self._at(lap.end_s),
                "start_time": self._at(lap.start_s),
                "event": "lap",
                "event_type": "stop",
                "total_elapsed_time": lap.end_s - lap.start_s,
                "total_timer_time": lap.active_s,
                "total_distance": lap.distance_m,
                "avg_heart_rate": _whole(lap.heart_rate_mean_bpm, "uint8"),
                "max_heart_rate": _whole(lap.heart_rate_max_bpm, "uint8"),
                "avg_power": _whole(lap.power_mean_w, "uint16"),
                "max_power": _whole(lap.power_max_w, "uint16"),
                "avg_cadence": _whole(lap.cadence_mean_per_min, "uint8"),
                "lap_trigger": "session_end" if is_last else "time",
                "sport": self._sport,
                "sub_sport": self._sub_sport,
            },
        )

    def _write_session(self, lap_count: int) -> None:
        figures, summary = self._figures, self._session.summary
        body = figures.body or BodyFigures()
        self._write(
            _SESSION,
            {
                "message_index": 0,
                "timestamp": self._at(summary.elapsed_s),
                "start_time": self._start,
                "event": "session",
                "event_type": "stop",
                "sport": self._sport,
                "sub_sport": self._sub_sport,
                "total_elapsed_time": summary.elapsed_s,
                "total_timer_time": figures.active_s,
                "total_distance": figures.distance_m,
                "total_calories": _whole(figures.energy_heart_rate_kcal, "uint16"),
                "avg_heart_rate": _whole(figures.heart_rate_mean_bpm, "uint8"),
                "max_heart_rate": _whole(figures.heart_rate_max_bpm, "uint8"),
                "avg_power": _whole(figures.power_mean_w, "uint16"),
                "max_power": _whole(figures.power_max_w, "uint16"),
                "normalized_power": _whole(figures.power_weighted_w, "uint16"),
                "threshold_power": self._ftp_w(),
                "time_in_hr_zone": list(figures.seconds_in_zone),
                "avg_saturated_hemoglobin_percent": _alone(body.muscle_oxygen_mean_percent),
                "min_saturated_hemoglobin_percent": _alone(body.muscle_oxygen_min_percent),
                "avg_total_hemoglobin_conc": _alone(body.haemoglobin_mean_g_per_dl),
                "avg_core_temperature": body.core_temperature_mean_c,
                "max_core_temperature": body.core_temperature_max_c,
                "first_lap_index": 0,
                "num_laps": lap_count,
                "trigger": "activity_end",
            },
        )

    def _write_activity(self) -> None:
        end = self._at(self._session.summary.elapsed_s)
        local = end.astimezone(ZoneInfo(self._time_zone)).replace(tzinfo=_FIT_EPOCH.tzinfo)
        self._write(
            _ACTIVITY,
            {
                "timestamp": end,
                "total_timer_time": self._figures.active_s,
                "num_sessions": 1,
                "type": "manual",
                "event": "activity",
                "event_type": "stop",
                "local_timestamp": int((local - _FIT_EPOCH).total_seconds()),
            },
        )


def _alone(value: float | None) -> list[float] | None:
    """FIT has room for several muscles here."""
    return None if value is None else [value]


def _whole(value: float | None, kind: str) -> int | None:
    """A value as FIT stores it: whole, not negative, and never the type's "invalid"."""
    return None if value is None else min(max(round(value), 0), _LARGEST[kind])
