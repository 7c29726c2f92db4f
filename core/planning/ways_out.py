"""What would go instead of a plan that is in another one's way, found by trying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from core.domain.conflict import WayOut, WayOutKind
from core.domain.equipment import EquipmentType, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId, SessionId, UnitId
from core.domain.session import Session
from core.domain.value import Value
from core.planning.medical_gate import MedicalGate
from core.planning.slot_fit import Setting, gate_during
from core.planning.starts import Start, Window, starts_in
from core.planning.timetable import Timetable
from core.planning.timing import to_local

AHEAD = timedelta(days=7)
"""How far ahead another time is looked for."""


class Paths(Value, frozen=True, kw_only=True):
    """Where in the request a session's own fields stand, and those of all sessions."""

    common: str
    sessions: Mapping[SessionId, str]


class WaysOut:
    """Looks for plans that would go.

    Args:
        sessions: All that were wanted together.
        setting: What there is, and what is planned in the week after; without these sessions.
        paths: Where their fields stand in the request.
        home: The facility on whose wall clock the start is meant.
    """

    def __init__(
        self, sessions: Sequence[Session], setting: Setting, paths: Paths, home: Facility
    ) -> None:
        self._sessions = sessions
        self._setting = setting
        self._paths = paths
        self._home = home
        self._timetable = Timetable(setting.booked)

    def for_machines(self, session: Session, free: int) -> tuple[WayOut, ...]:
        """Instead of a session that gets too few machines."""
        return (*self._other_unit(session), *self._other_time(), *self._smaller(session, free))

    def for_players(self, session: Session, busy: Iterable[PlayerId]) -> tuple[WayOut, ...]:
        """Instead of a session whose players are elsewhere."""
        taken = set(busy)
        stay = [one for one in session.player_ids if one not in taken]
        return (*self._without(session, stay), *self._other_time())

    def _other_unit(self, session: Session) -> Iterator[WayOut]:
        used = {one.equipment for one in self._sessions}
        gate = self._gate(session, session.starts_at)
        for kind in self._setting.kinds:
            if kind.code in used or session.kind not in kind.suits:
                continue
            moved = msgspec.structs.replace(session, equipment=kind.code)
            is_enough = len(self._free(moved, session.starts_at)) >= len(session.assignments)
            if is_enough and all(gate.allows(one, kind.code) for one in session.player_ids):
                yield WayOut(
                    kind=WayOutKind.OTHER_UNIT,
                    label=f"Use {kind.name}",
                    changes={f"{self._paths.sessions[session.id]}.equipment": kind.code},
                )
                return

    def _other_time(self) -> Iterator[WayOut]:
        if not self._has_machines():
            return
        begins = self._sessions[0].starts_at
        here = to_local(begins, self._home.time_zone)
        window = Window(first=here.date(), last=(here + AHEAD).date())
        longest = max(one.ends_at - one.starts_at for one in self._sessions)
        for start in starts_in(window, self._home, longest, not_before=begins):
            if start.instant > begins and self._goes_at(start.instant):
                yield _at(start, here, self._paths.common)
                return

    def _smaller(self, session: Session, free: int) -> Iterator[WayOut]:
        if 0 < free < len(session.player_ids):
            yield from self._without(session, session.player_ids[:free])

    def _without(self, session: Session, stay: Sequence[PlayerId]) -> Iterator[WayOut]:
        gone = [one for one in session.player_ids if one not in stay]
        label = f"Leave out {len(gone)} players"
        if len(gone) == 1:
            label = f"Leave out {self._setting.players[gone[0]].last_name}"
        yield WayOut(
            kind=WayOutKind.SMALLER_GROUP,
            label=label,
            changes={f"{self._paths.sessions[session.id]}.playerIds": tuple(stay)},
        )

    def _goes_at(self, instant: datetime) -> bool:
        """Whether all sessions could begin then."""
        taken: set[UnitId] = set()
        for session in self._sessions:
            ends_at = instant + (session.ends_at - session.starts_at)
            gate = self._gate(session, instant)
            if self._timetable.busy(session.player_ids, instant, ends_at) or not all(
                gate.allows(one, session.equipment) for one in session.player_ids
            ):
                return False
            free = sorted(self._free(session, instant) - taken)
            if len(free) < len(session.assignments):
                return False
            taken.update(free[: len(session.assignments)])
        return True

    def _has_machines(self) -> bool:
        """Whether there are enough for all sessions together, were none of them held."""
        needed: Counter[tuple[FacilityId, EquipmentType]] = Counter()
        for session in self._sessions:
            needed[session.facility_id, session.equipment] += len(session.assignments)
        ready = Counter(
            (unit.facility_id, unit.equipment)
            for unit in self._setting.units
            if unit.state is UnitState.READY
        )
        return needed <= ready

    def _free(self, session: Session, instant: datetime) -> set[UnitId]:
        turnaround = timedelta(minutes=self._place(session).turnaround_min)
        ends_at = instant + (session.ends_at - session.starts_at)
        held = self._timetable.held(instant, ends_at, turnaround)
        return {
            unit.id
            for unit in self._setting.units
            if unit.facility_id == session.facility_id
            and unit.equipment == session.equipment
            and unit.state is UnitState.READY
            and unit.id not in held
        }

    def _gate(self, session: Session, instant: datetime) -> MedicalGate:
        duration = session.ends_at - session.starts_at
        return gate_during(self._setting, self._place(session), instant, instant + duration)

    def _place(self, session: Session) -> Facility:
        return self._setting.facilities[session.facility_id]


def _at(start: Start, wanted: datetime, common: str) -> WayOut:
    on_wall = start.on_wall
    label, changes = f"Start {on_wall:%H:%M}", {f"{common}.startTime": f"{on_wall:%H:%M}"}
    if on_wall.date() != wanted.date():
        label = f"Start {on_wall:%a} {on_wall.day} {on_wall:%b %H:%M}"
        changes[f"{common}.startDate"] = on_wall.date().isoformat()
    return WayOut(kind=WayOutKind.OTHER_TIME, label=label, changes={**changes})
