"""What would be in the way if a planned bundle began at another time. Pure, for a first look.

The hub decides when it is asked; this tells beforehand, while something is dragged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

import msgspec

from core.domain.equipment import EquipmentType, UnitState
from core.domain.facility import Facility
from core.domain.ids import BundleId, FacilityId, PlayerId, UnitId
from core.domain.slots import BookedSession
from core.domain.value import Value
from core.errors import InvalidInputError
from core.planning.slot_fit import Setting, gate_during
from core.planning.timetable import Timetable
from core.planning.timing import to_local, to_utc
from core.planning.validation import is_past

_MOST_NAMES = 2


class Prospect(Value, frozen=True, kw_only=True):
    """How a new start looks."""

    day: date
    start_time: str
    """"09:15", on the facility's wall clock."""
    starts_at: datetime | None = None
    """UTC; None where the clocks leave that time out."""
    problems: tuple[str, ...] = ()
    """Why it cannot be, a sentence each."""
    warnings: tuple[str, ...] = ()
    """What speaks against it without forbidding it."""


class Shifting:
    """Looks at new starts for the sessions of one bundle.

    Args:
        sessions: The bundle's own.
        setting: What there is, and what is planned around the new time.
        home: The facility on whose wall clock the start is meant.
        is_copy: Whether the bundle stays where it is, and takes what it holds there.
        bundle_names: How bundles are called that may be in the way; else their sessions' names.
    """

    def __init__(
        self,
        sessions: Sequence[BookedSession],
        setting: Setting,
        home: Facility,
        *,
        is_copy: bool = False,
        bundle_names: Mapping[BundleId, str] = MappingProxyType({}),
    ) -> None:
        self._bundle_names = bundle_names
        self._sessions = sessions
        self._setting = setting
        self._home = home
        own = frozenset(() if is_copy else (one.id for one in sessions))
        self._timetable = Timetable(one for one in setting.booked if one.id not in own)

    def look(self, day: date, start_time: str, now: datetime) -> Prospect:
        """What is in the way of a start.

        Args:
            day: On the facility's calendar.
            start_time: "09:15", on its wall clock.
            now: The present instant.
        """
        prospect = Prospect(day=day, start_time=start_time)
        try:
            starts_at = to_utc(day, start_time, self._home.time_zone)
        except InvalidInputError as error:
            return msgspec.structs.replace(prospect, problems=(error.message,))
        if is_past(starts_at, now):
            problems: tuple[str, ...] = ("That is in the past.",)
        else:
            moved = self._at(starts_at)
            problems = (
                *self._machines_missing(moved),
                *self._players_elsewhere(moved),
                *self._restricted(moved),
            )
        return msgspec.structs.replace(
            prospect,
            starts_at=starts_at,
            problems=problems,
            warnings=tuple(self._closed(starts_at)),
        )

    def _at(self, starts_at: datetime) -> list[BookedSession]:
        return [
            msgspec.structs.replace(
                one, starts_at=starts_at, ends_at=starts_at + (one.ends_at - one.starts_at)
            )
            for one in self._sessions
        ]

    def _machines_missing(self, moved: Sequence[BookedSession]) -> Iterator[str]:
        """One sentence for all groups that get too few, and who has what they want."""
        taken: set[UnitId] = set()
        missing: list[str] = []
        holding: dict[str, None] = {}
        for session in moved:
            pool = self._pool(session.facility_id, session.equipment)
            rest = timedelta(minutes=self._place(session).turnaround_min)
            held = self._timetable.held(session.starts_at, session.ends_at, rest)
            free = sorted(pool - held - taken)
            wanted = len(session.player_ids)
            taken.update(free[:wanted])
            if len(free) < wanted:
                missing.append(f"{self._kind(session.equipment)} {len(free)} of {wanted}")
                during = self._timetable.during(session.starts_at, session.ends_at, rest)
                holding |= {
                    self._where(one): None for one in during if pool.intersection(one.unit_ids)
                }
        if missing:
            because = f"; {', '.join(holding)} has them" if len(holding) == 1 else ""
            if len(holding) > 1:
                because = f"; {' and '.join(holding)} have them"
            yield f"Too few machines are free: {', '.join(missing)}{because}."

    def _players_elsewhere(self, moved: Sequence[BookedSession]) -> Iterator[str]:
        by_place: dict[str, list[PlayerId]] = {}
        for session in moved:
            players = set(session.player_ids)
            busy = self._timetable.busy(players, session.starts_at, session.ends_at)
            for player_id, other in busy.items():
                by_place.setdefault(self._where(other), []).append(player_id)
        for where, player_ids in by_place.items():
            verb = "is" if len(player_ids) == 1 else "are"
            yield f"{self._names(player_ids)} {verb} in {where}."

    def _restricted(self, moved: Sequence[BookedSession]) -> Iterator[str]:
        for session in moved:
            gate = gate_during(
                self._setting, self._place(session), session.starts_at, session.ends_at
            )
            barred = [one for one in session.player_ids if not gate.allows(one, session.equipment)]
            if barred:
                yield f"{self._names(barred)} may not use {self._kind(session.equipment)} that day."

    def _closed(self, starts_at: datetime) -> Iterator[str]:
        for session in self._at(starts_at):
            place = self._place(session)
            begins, ends = (
                to_local(instant, place.time_zone) for instant in (starts_at, session.ends_at)
            )
            if not place.is_open(begins, ends):
                yield f"{place.name} is closed then."
                return

    def _where(self, other: BookedSession) -> str:
        zone = self._place(other).time_zone
        begins, ends = to_local(other.starts_at, zone), to_local(other.ends_at, zone)
        name = other.name
        if other.bundle_id is not None:
            name = self._bundle_names.get(other.bundle_id, name)
        return f"“{name}” ({begins:%H:%M} to {ends:%H:%M})"

    def _names(self, player_ids: Iterable[PlayerId]) -> str:
        known = self._setting.players
        names = [known[one].last_name if one in known else "Somebody" for one in player_ids]
        if len(names) <= _MOST_NAMES:
            return " and ".join(names)
        return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"

    def _pool(self, facility_id: FacilityId, equipment: EquipmentType) -> set[UnitId]:
        return {
            one.id
            for one in self._setting.units
            if one.facility_id == facility_id
            and one.equipment == equipment
            and one.state is UnitState.READY
        }

    def _kind(self, code: EquipmentType) -> str:
        return next((one.unit_name for one in self._setting.kinds if one.code == code), code)

    def _place(self, session: BookedSession) -> Facility:
        return self._setting.facilities.get(session.facility_id, self._home)
