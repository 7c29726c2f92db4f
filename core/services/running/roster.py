"""What a session's state begins with: players, machines and the plan, read from storage."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId, SessionId
from core.domain.session import Session, SessionStatus
from core.errors import NotFoundError
from core.live.events import utc
from core.live.state import Roster, SessionState
from core.planning.adaptation import KnownParts, adapted, known_parts
from core.planning.medical_content import ContentGate
from core.planning.timing import to_local
from core.ports.storage import UnitOfWork


async def read_roster(work: UnitOfWork, session_id: SessionId) -> Roster:
    """Who is in a session, on which machines: as planned, and once it has started, as it was then.

    Raises:
        NotFoundError: There is no such session.
    """
    session = await work.schedule.session(session_id)
    if session is None:
        raise NotFoundError(
            "This session does not exist any more.",
            suggested_action="Go back to the list of sessions.",
            field="sessionId",
        )
    kept = await work.recordings.roster(session_id)
    if kept is not None:
        # Who comes and goes later is in the log, which is folded onto those who began.
        session = msgspec.structs.replace(session, assignments=kept.session.assignments)
        return msgspec.structs.replace(kept, session=session)
    players = await work.club.players(session.player_ids) if session.player_ids else ()
    units = await work.club.equipment_units(session.facility_id)
    used = {assignment.unit_id for assignment in session.assignments}
    gates = await _gates(work, session)
    known = known_parts(await work.club.workouts()) if gates else KnownParts()
    return Roster(
        session=session,
        players=players,
        unit_names={unit.id: unit.name for unit in units if unit.id in used},
        adapted={key: adapted(session.content, gate, known) for key, gate in gates.items()},
        restricted_parts={
            key: ", ".join(dict.fromkeys(one.body_part for one in gate.restrictions))
            for key, gate in gates.items()
        },
    )


async def _gates(work: UnitOfWork, session: Session) -> dict[PlayerId, ContentGate]:
    """What those may do who are under a medical restriction on the day of the session."""
    restrictions = await work.club.restrictions(session.player_ids) if session.player_ids else ()
    facility = await work.club.facility(session.facility_id) if restrictions else None
    if facility is None:
        return {}
    day = to_local(session.starts_at, facility.time_zone).date()
    return {
        player_id: ContentGate([one for one in restrictions if one.player_id == player_id], day)
        for player_id in {one.player_id for one in restrictions if one.holds_on(day)}
    }


def before_start(roster: Roster) -> Roster:
    """The roster as it was before anything happened: where a fold over the log begins."""
    session = msgspec.structs.replace(
        roster.session, status=SessionStatus.SCHEDULED, started_at=None, ended_at=None
    )
    return msgspec.structs.replace(roster, session=session)


def with_times(stored: Session, state: SessionState) -> Session:
    """The stored session with the status and the times that the running one has now."""
    return msgspec.structs.replace(
        stored,
        status=state.status,
        started_at=None if state.started_at is None else utc(state.started_at),
        ended_at=None if state.ended_at is None else utc(state.ended_at),
    )
