"""Made-up clubs and recordings, the same every time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import (
    BundleId,
    EventId,
    FacilityId,
    PlayerId,
    SensorId,
    SessionId,
    TeamId,
    UnitId,
)
from core.domain.player import Player, Position, Sex
from core.domain.sensor import Reading
from core.domain.session import Assignment, Bundle, Session, SessionStatus
from core.domain.summary import BundleReport, SessionReport
from core.domain.workout import Interval
from core.live import events
from core.live.events import Recorded, SessionEvent, utc
from core.live.reducer import open_session, reduce
from core.live.state import Roster, SessionState
from core.reports.summary import summarise

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC).timestamp()
"""First instant of all sessions here: 09:00 in Stockholm."""

SESSION = SessionId("session-1")
_LAST_NAMES = (
    "Lindqvist", "Öberg", "van der Meulen-Hakkarainen", "Novák", "Berg", "Sjöström",
    "Karlsson", "Virtanen", "Hrubý", "Nyström", "Dahl", "Åkesson",
    "Mäkelä", "Svensson", "Kovář", "Holm", "Forsberg", "Ek",
)  # fmt: skip


def player(number: int = 1, **changes: Any) -> Player:
    """A player: maximum 200, rest 50 bpm, FTP 250 W and W′ 20 kJ on every machine."""
    made = Player(
        id=PlayerId(f"player-{number:03}"),
        team_id=TeamId("team-001"),
        first_name="Alex",
        last_name=_LAST_NAMES[(number - 1) % len(_LAST_NAMES)],
        jersey_number=number,
        position=Position.FORWARD,
        birth_date=date(2000, 3, 2),
        sex=Sex.MALE,
        mass_kg=80.0,
        heart_rate_max_bpm=200,
        heart_rate_rest_bpm=50,
        ftp_w={ROWING: 250.0, BIKE_ERG: 250.0, SKI_ERG: 250.0},
        w_prime_j={ROWING: 20000.0, BIKE_ERG: 20000.0, SKI_ERG: 20000.0},
    )
    return msgspec.structs.replace(made, **changes)


def roster(
    players: Sequence[Player] | None = None,
    *,
    intervals: tuple[Interval, ...] = (),
    session_id: SessionId = SESSION,
    name: str = "Rowing Group A",
    equipment: EquipmentType = ROWING,
    duration_min: float = 60.0,
) -> Roster:
    """A scheduled session of these players (one by default), each on a unit of his own."""
    members = tuple(players) if players is not None else (player(),)
    units = {UnitId(f"unit-{index}"): f"Unit {index}" for index in range(1, len(members) + 1)}
    return Roster(
        session=Session(
            id=session_id,
            bundle_id=BundleId("bundle-1"),
            bundle_order=1,
            name=name,
            equipment=equipment,
            facility_id=FacilityId("facility-001"),
            intervals=intervals,
            starts_at=utc(START),
            duration_min=duration_min,
            assignments=tuple(
                Assignment(player_id=member.id, unit_id=unit_id)
                for member, unit_id in zip(members, units, strict=True)
            ),
        ),
        players=members,
        unit_names=units,
    )


def reading(
    at: float, bpm: int | None = None, power_w: float | None = None, *, number: int = 1, **more: Any
) -> Reading:
    """A reading `at` seconds after START; its sensor follows from what it says."""
    kind = "strap" if bpm is not None else "erg"
    return Reading(
        player_id=PlayerId(f"player-{number:03}"),
        sensor_id=SensorId(f"{kind}-{number}"),
        at=START + at,
        heart_rate_bpm=bpm,
        power_w=power_w,
        **more,
    )


class Stream:
    """A session's event stream in the making; instants are seconds after START."""

    def __init__(self, session_id: SessionId = SESSION) -> None:
        self.session_id = session_id
        self.recorded: list[Recorded] = []

    def add(self, kind: type, at: float, **fields: Any) -> Stream:
        """Record an event."""
        seq = len(self.recorded) + 1
        event: SessionEvent = kind(
            event_id=EventId(f"{self.session_id}-{seq}"),
            session_id=self.session_id,
            at=utc(START + at),
            **fields,
        )
        self.recorded.append(Recorded(seq=seq, event=event))
        return self

    def start(self, at: float = 0.0) -> Stream:
        return self.add(events.SessionStarted, at)

    def pause(self, at: float) -> Stream:
        return self.add(events.SessionPaused, at)

    def resume(self, at: float) -> Stream:
        return self.add(events.SessionResumed, at)

    def end(self, at: float) -> Stream:
        return self.add(events.SessionEnded, at)

    def kick(self, at: float, number: int = 1) -> Stream:
        return self.add(events.PlayerKicked, at, player_id=PlayerId(f"player-{number:03}"))

    def readings(self, *batch: Reading) -> Stream:
        """A batch that arrives with its last reading."""
        return self.add(events.ReadingsReceived, batch[-1].at - START, readings=batch)

    def metrics(self, at: float, number: int = 1, **fields: Any) -> Stream:
        """A phone's numbers."""
        return self.add(
            events.PlayerMetrics, at, player_id=PlayerId(f"player-{number:03}"), **fields
        )


def state_after(made: Roster, recorded: Iterable[Recorded]) -> SessionState:
    """The fold over a stream."""
    state = open_session(made)
    for entry in recorded:
        state = reduce(state, entry)
    return state


UNIT_NAMES = {UnitId(f"unit-{index}"): f"Rower {index}" for index in range(1, 7)}

WORKOUT = (
    Interval(name="Warm-up", duration_s=300, target_zone=2),
    Interval(name="4 min hard", duration_s=240, target_zone=4, target_ftp_share=1.05),
    Interval(name="Easy", duration_s=180, target_zone=2, target_ftp_share=0.55),
    Interval(name="4 min hard", duration_s=240, target_zone=4, target_ftp_share=1.05),
    Interval(name="Easy", duration_s=180),
    Interval(name="Cool-down", duration_s=60, target_zone=1),
)
"""Twenty minutes."""


def heart_rate_at(second: int, number: int) -> int:
    """Rises in the hard intervals of WORKOUT with lag, falls in between, differs by player."""
    phase = (second - 300) % 420
    drive = 1 - math.exp(-phase / 55) if phase < 240 else math.exp(-(phase - 240) / 60)
    level = 64 * drive if second >= 300 else 16 * (1 - math.exp(-second / 60))
    return round(104 + (number * 7) % 17 + level + 2 * math.sin(second / 11 + number))


def power_at(second: int, number: int) -> float:
    """Steady with strokes, differs by player."""
    is_hard = second >= 300 and (second - 300) % 420 < 240
    level = 250.0 if is_hard else 120.0
    return round(level + (number * 13) % 30 + 9 * math.sin(second / 3 + number), 1)


def played(made: Roster, seconds: int, *, silent: frozenset[int] = frozenset()) -> Stream:
    """A whole session at 1 Hz; the straps of the players in `silent` give up half-way."""
    stream = Stream(made.session.id).start()
    numbers = [member.jersey_number for member in made.players]
    for second in range(seconds):
        batch = []
        for number in numbers:
            if number not in silent or second < seconds / 2:
                batch.append(reading(second, heart_rate_at(second, number), number=number))
            watts = power_at(second, number)
            batch.append(
                reading(
                    second,
                    None,
                    watts,
                    number=number,
                    stroke_rate_spm=24.0 + number % 5,
                    distance_m=4.0 * second,
                    speed_mps=4.0,
                    energy_kcal=0.25 * second,
                )
            )
        stream.readings(*batch)
    return stream.end(seconds)


def session_report(
    made: Roster, seconds: int, *, silent: frozenset[int] = frozenset()
) -> SessionReport:
    """A finished session."""
    stream = played(made, seconds, silent=silent)
    summary, traces = summarise(made, stream.recorded)
    session = msgspec.structs.replace(
        made.session,
        status=SessionStatus.COMPLETED,
        started_at=utc(START),
        ended_at=utc(START + seconds),
    )
    return SessionReport(session=session, summary=summary, traces=traces)


def bundle_report(
    *, per_group: int = 6, seconds: int = 1200, name: str = "Tuesday conditioning"
) -> BundleReport:
    """A finished bundle of three groups."""
    groups = (
        ("Rowing Group A", ROWING), ("Bike Group B", BIKE_ERG), ("Ski Group C", SKI_ERG)
    )  # fmt: skip
    players: list[Player] = []
    sessions: list[SessionReport] = []
    for order, (group_name, equipment) in enumerate(groups):
        members = [player(order * per_group + index + 1) for index in range(per_group)]
        players += members
        made = roster(
            members,
            intervals=WORKOUT,
            session_id=SessionId(f"session-{order + 1}"),
            name=group_name,
            equipment=equipment,
            duration_min=seconds / 60,
        )
        silent = frozenset({per_group + 2}) if order == 1 else frozenset()
        sessions.append(session_report(made, seconds, silent=silent))
    bundle = Bundle(
        id=BundleId("bundle-1"),
        name=name,
        facility_id=FacilityId("facility-001"),
        starts_at=utc(START),
        duration_min=seconds / 60,
        sessions=tuple(report.session for report in sessions),
        created_at=utc(START - 3600),
        updated_at=utc(START - 3600),
    )
    return BundleReport(
        bundle=bundle,
        facility_name="Training Center Main",
        time_zone="Europe/Stockholm",
        trainer_name="Maria Trainer",
        unit_names=UNIT_NAMES,
        players=tuple(players),
        sessions=tuple(sessions),
    )
