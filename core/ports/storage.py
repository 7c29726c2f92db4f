"""Storage as the hub's use cases see it: repositories in a unit of work, and the event log."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from core.domain.drafts import BundlePage
from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import (
    BundleId,
    EventId,
    FacilityId,
    PlayerId,
    SensorId,
    SessionId,
    UserId,
)
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.sensor import Pairing
from core.domain.session import Bundle, Reservation, Session, SessionStatus
from core.domain.slots import BookedSession
from core.domain.summary import PlayerTrace, SessionSummary
from core.domain.user import Account, User
from core.domain.value import Value
from core.live.events import Recorded
from core.live.state import Roster
from core.ports.access import AccessRepository
from core.ports.audit import AuditRepository
from core.ports.calendar_reading import CalendarReading
from core.ports.club_keeping import ClubKeeping
from core.ports.template_shelf import ProgrammeShelf, TemplateShelf
from core.ports.workout_shelf import WorkoutShelf


class ClubRepository(ClubKeeping, WorkoutShelf, Protocol):
    """What the club has. `save_…` inserts or replaces."""

    async def teams(self) -> tuple[Team, ...]: ...
    async def save_team(self, team: Team) -> None: ...
    async def players(self, ids: Sequence[PlayerId] | None = None) -> tuple[Player, ...]:
        """All players by jersey number, or those asked for (missing ones are left out)."""
        ...

    async def save_player(self, player: Player) -> None: ...
    async def facilities(self) -> tuple[Facility, ...]: ...
    async def facility(self, facility_id: FacilityId) -> Facility | None: ...
    async def save_facility(self, facility: Facility) -> None: ...
    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]: ...
    async def save_equipment_kind(self, kind: EquipmentKind) -> None: ...
    async def equipment_units(
        self,
        facility_id: FacilityId | None = None,
        equipment: EquipmentType | None = None,
        state: UnitState | None = None,
    ) -> tuple[EquipmentUnit, ...]:
        """Units by name in natural order ("Rower 2" before "Rower 10")."""
        ...

    async def save_equipment_unit(self, unit: EquipmentUnit) -> None: ...
    async def restrictions(
        self, player_ids: Sequence[PlayerId] | None = None
    ) -> tuple[Restriction, ...]: ...
    async def save_restriction(self, restriction: Restriction) -> None: ...
    async def users(self, *, is_kept: bool = False) -> tuple[User, ...]:
        """All users by name; kept from other writers where one of them is to change."""
        ...

    async def accounts(self) -> tuple[Account, ...]:
        """All users by name, and when each was seen last."""
        ...

    async def note_user_seen(self, user_id: UserId, at: datetime) -> None:
        """Keep when a user was seen; for whoever is no user, nothing."""
        ...

    async def user_by_login(self, login: str) -> tuple[User, str] | None:
        """The user and his password hash."""
        ...

    async def save_user(self, user: User, password_hash: str | None) -> None:
        """Insert or replace; without a hash the stored one stays."""
        ...


class ScheduleRepository(CalendarReading, Protocol):
    """Bundles, sessions, assignments and reservations."""

    async def add_bundle(self, bundle: Bundle) -> None:
        """Insert a bundle with its sessions and assignments."""
        ...

    async def save_bundle(self, bundle: Bundle) -> None:
        """Replace a stored bundle, its sessions and assignments."""
        ...

    async def bundle(self, bundle_id: BundleId, *, is_kept: bool = True) -> Bundle | None:
        """A bundle; `is_kept`: a writer keeps it and its sessions from other writers."""
        ...

    async def bundles(
        self, *, limit: int, cursor: str | None = None, status: SessionStatus | None = None
    ) -> BundlePage: ...
    async def delete_bundle(self, bundle_id: BundleId) -> None:
        """Delete with sessions, assignments, reservations, recordings and summaries."""
        ...

    async def add_session(self, session: Session) -> None: ...
    async def session(self, session_id: SessionId) -> Session | None: ...
    async def sessions(self, statuses: Sequence[SessionStatus] = ()) -> tuple[Session, ...]: ...
    async def sessions_after(
        self,
        after: tuple[datetime, SessionId] | None,
        *,
        limit: int,
        statuses: Sequence[SessionStatus] = (),
        player_id: PlayerId | None = None,
    ) -> tuple[Session, ...]:
        """Sessions, the newest start first, those after a place in that order.

        Args:
            after: Start and id of the last one of the page before.
            limit: How many at most.
            statuses: Only those in these states; empty: in any.
            player_id: Only those of this player.
        """
        ...

    async def save_session(self, session: Session) -> None: ...
    async def reserve(self, reservations: Sequence[Reservation]) -> None: ...
    async def release(self, session_ids: Sequence[SessionId]) -> None: ...
    async def reservations(
        self, *, facility_id: FacilityId, starts_before: datetime, ends_after: datetime
    ) -> tuple[Reservation, ...]:
        """Reservations that overlap the span (ends excluded)."""
        ...

    async def reservations_of(
        self, session_ids: Sequence[SessionId]
    ) -> tuple[Reservation, ...]: ...
    async def busy_players(
        self,
        player_ids: Sequence[PlayerId],
        *,
        starts_before: datetime,
        ends_after: datetime,
        except_sessions: Sequence[SessionId] = (),
    ) -> dict[PlayerId, Session]:
        """Players who are in a session (not over) that overlaps the span, with that session."""
        ...

    async def booked(
        self,
        *,
        starts_before: datetime,
        ends_after: datetime,
        facility_id: FacilityId | None = None,
    ) -> tuple[BookedSession, ...]:
        """Sessions that reach into a span (ends excluded), with players and machines.

        The earliest start first; without those that were called off.
        """
        ...


class PackedReadings(Value, frozen=True, kw_only=True):
    """A stretch of an ended session's readings, as the storage keeps them."""

    session_id: SessionId
    seqs: tuple[int, ...]
    """Of the events in it, in order."""
    lowest_event_id: EventId
    highest_event_id: EventId
    format: int
    events: bytes
    """All of the events but their readings."""
    readings: dict[PlayerId, bytes]


class RecordingRepository(Protocol):
    """Session event logs and what was made of them."""

    async def append(self, recorded: Sequence[Recorded]) -> None: ...
    async def read(self, session_id: SessionId, after_seq: int = 0) -> list[Recorded]:
        """Events of a session in the order of `seq`."""
        ...

    def pages(
        self, session_id: SessionId, after_seq: int = 0
    ) -> AsyncGenerator[list[Recorded], None]:
        """The same in pieces, so that a long recording need not be in memory as a whole."""
        ...

    async def sessions_to_pack(self, at_least: int) -> tuple[SessionId, ...]:
        """Ended sessions with so many batches of readings that are not packed."""
        ...

    async def packed_readings(self, session_id: SessionId, at_least: int) -> PackedReadings | None:
        """The next stretch of readings that still stand row by row, packed but not stored.

        None if there are fewer than `at_least` batches of them.

        Raises:
            ValueError: They would not come back exactly as they are.
        """
        ...

    async def store_packed(self, packed: PackedReadings) -> bool:
        """Put a stretch in the place of its rows; False (and nothing to commit) if they changed."""
        ...

    async def place_of(self, event_id: EventId) -> tuple[SessionId, int] | None:
        """The session and the `seq` of an event; None if it was never recorded."""
        ...

    async def keep_roster(self, roster: Roster) -> None:
        """Keep who and what a session has started with; insert or replace."""
        ...

    async def roster(self, session_id: SessionId) -> Roster | None:
        """Who and what a session has started with; None if it has not."""
        ...

    async def save_result(
        self, summary: SessionSummary, traces: Sequence[PlayerTrace], *, last_seq: int
    ) -> None:
        """Insert or replace what was computed from a session's log up to `last_seq`."""
        ...

    async def summaries_between(
        self, since: datetime, until: datetime
    ) -> tuple[tuple[datetime, SessionSummary], ...]:
        """What was computed of the sessions that were to begin in a span, with their starts."""
        ...

    async def has_whole_result(self, session_id: SessionId) -> bool:
        """Whether there is a result with everything in it that the log has."""
        ...

    async def result(
        self, session_id: SessionId
    ) -> tuple[SessionSummary, tuple[PlayerTrace, ...]] | None: ...


class PairingRepository(Protocol):
    """Which sensor speaks for whom."""

    async def all(self) -> tuple[Pairing, ...]: ...
    async def save(self, pairing: Pairing) -> None:
        """Insert, or replace the sensor's earlier one."""
        ...

    async def remove(self, sensor_id: SensorId) -> None: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit` undoes everything.

    In a unit of work that writes, the facility, players, bundle or session asked for by id
    stay as they were read until its end: nobody else can plan on them meanwhile.
    """

    club: ClubRepository
    schedule: ScheduleRepository
    templates: TemplateShelf
    programmes: ProgrammeShelf
    recordings: RecordingRepository
    audit: AuditRepository
    access: AccessRepository
    pairings: PairingRepository

    async def commit(self) -> None:
        """Make it durable; when this returns, a power cut cannot take it back."""
        ...


class Database(Protocol):
    """Where units of work come from."""

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that will not write; many may run at once."""
        ...

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that may write; on SQLite one at a time, taken at the start."""
        ...

    async def append(self, recorded: Sequence[Recorded]) -> None:
        """Add events to their logs in a unit of work of its own; durable when this returns."""
        ...

    async def back_up_if_older(self, than_s: float) -> None:
        """Copy the database if the last daily copy is so old; on a server, nothing to do."""
        ...

    async def close(self) -> None: ...
