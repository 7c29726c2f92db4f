"""Players who go from one session of a bundle to another, while they run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from core.domain.ids import EventId, PlayerId, SessionId, UnitId
from core.domain.session import Assignment, Session
from core.domain.user import Principal
from core.domain.value import Value
from core.errors import ConflictError, InvalidInputError, NotFoundError, WrongStateError
from core.live.events import ParticipantMoved, SessionEvent
from core.live.state import PlayerState, SessionState
from core.planning.adaptation import adapted, known_parts
from core.ports.storage import UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.club_view import view_club
from core.services.running.deed import Deed, StateOf
from core.services.running.free_machine import free_machine
from core.services.running.plausible import unknown_player
from core.services.running.recorder import Receipt
from core.services.running.sessions import RunningSessions


class MoveOrder(Value, frozen=True, kw_only=True):
    """Who is to go where. A move back is the undo of a move."""

    event_id: EventId
    player_id: PlayerId
    from_session_id: SessionId
    to_session_id: SessionId
    at: datetime
    """UTC."""
    reason: str = ""


class ParticipantMoves:
    """Moves players: gate, machine, plan and both logs in one transaction.

    Args:
        running: Owns the sessions.
    """

    def __init__(self, running: RunningSessions) -> None:
        self._running = running

    async def move(self, order: MoveOrder, actor: Principal) -> Receipt:
        """Move a player; his figures stay in the old session, and begin in the new one.

        Raises:
            NotFoundError: He, or a session, is not there.
            InvalidInputError: The sessions are not of one bundle.
            WrongStateError: A session is over.
            ConflictError: He is there already.
            RestrictedError: A medical restriction forbids the machine; nearest alternative told.
            OverCapacityError: No machine is free.
        """

        async def prepare(work: UnitOfWork, state_of: StateOf) -> Sequence[SessionEvent]:
            return await _moved(order, actor, work, state_of)

        deed = Deed(order.event_id, order.from_session_id, prepare)
        return await self._running.together(deed)


async def _moved(
    order: MoveOrder, actor: Principal, work: UnitOfWork, state_of: StateOf
) -> Sequence[SessionEvent]:
    source = await state_of(order.from_session_id)
    target = await state_of(order.to_session_id)
    player = _check(order, source, target)
    planned = await _planned(work, order.to_session_id)
    club = await view_club(work, planned.facility_id, [order.player_id])
    gate = club.gate(order.at)
    near = (target.session.equipment, source.session.equipment)
    gate.check(player.player, planned.equipment, offered=near, field="toSessionId")
    before = target.players.get(order.player_id)
    had = None if before is None else before.unit_id
    unit, reservation = await free_machine(work, club, planned, order.at, had)
    await _release(work, order, player.unit_id)
    await work.schedule.reserve([reservation])
    await _assign(work, order, unit.id)
    rewritten = adapted(
        target.session.content,
        gate.content(order.player_id),
        known_parts(club.workouts),
    )
    event = ParticipantMoved(
        event_id=order.event_id,
        session_id=order.from_session_id,
        at=order.at,
        actor=actor.subject,
        restricted=player.medical.restricted,
        player_id=order.player_id,
        from_session_id=order.from_session_id,
        to_session_id=order.to_session_id,
        bundle_id=source.session.bundle_id,
        reason=order.reason,
        unit_id=unit.id,
        unit_name=unit.name,
    )
    await note_change(work, actor, "participant.moved", order.player_id, before=None, after=order)
    arrival = msgspec.structs.replace(
        event,
        event_id=EventId(f"{order.event_id}:arrival"),
        session_id=order.to_session_id,
        player=player.player,
        medical_status=player.medical.status if player.medical.restricted else None,
        restriction_id=player.medical.restriction_id,
        content=rewritten.content if rewritten.changes else None,
        changes=rewritten.changes,
    )
    return event, arrival


def _check(order: MoveOrder, source: SessionState, target: SessionState) -> PlayerState:
    player = source.players.get(order.player_id)
    if player is None:
        raise unknown_player(order.player_id)
    there = target.players.get(order.player_id)
    if order.from_session_id == order.to_session_id or (
        there is not None and there.removed_at is None
    ):
        message = f"{player.player.name} is in “{target.session.name}” already."
        raise ConflictError(message, field="toSessionId")
    if player.removed_at is not None:
        message = f"{player.player.name} is not in “{source.session.name}” any more."
        raise NotFoundError(message, field="playerId")
    bundle_id = source.session.bundle_id
    if bundle_id is None or bundle_id != target.session.bundle_id:
        raise InvalidInputError(
            "The two sessions are not of the same bundle.",
            suggested_action="Choose a session that runs beside this one.",
            field="toSessionId",
        )
    for state in (source, target):
        if state.status.is_over:
            message = f"“{state.session.name}” is over."
            raise WrongStateError(message, suggested_action="Choose a session that still runs.")
    return player


async def _planned(work: UnitOfWork, session_id: SessionId) -> Session:
    session = await work.schedule.session(session_id)
    if session is None:
        raise NotFoundError(f"There is no session {session_id}.", field="toSessionId")
    return session


async def _release(work: UnitOfWork, order: MoveOrder, unit_id: UnitId | None) -> None:
    """His machine in the old session is free for others."""
    session = await _planned(work, order.from_session_id)
    others = tuple(one for one in session.assignments if one.player_id != order.player_id)
    await work.schedule.save_session(msgspec.structs.replace(session, assignments=others))
    held = await work.schedule.reservations_of([session.id])
    await work.schedule.release([session.id])
    await work.schedule.reserve([one for one in held if one.unit_id != unit_id])


async def _assign(work: UnitOfWork, order: MoveOrder, unit_id: UnitId) -> None:
    session = await _planned(work, order.to_session_id)
    mine = Assignment(player_id=order.player_id, unit_id=unit_id)
    await work.schedule.save_session(
        msgspec.structs.replace(session, assignments=(*session.assignments, mine))
    )
