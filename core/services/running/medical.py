"""What the hub does when a player hurts: tell, restrict, rewrite, and bring him elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from core.domain.adaptation import Adapted
from core.domain.ids import EventId
from core.domain.restriction import Restriction, Severity
from core.domain.user import Principal, Role
from core.errors import HockeyHubError, NotAllowedError, NotFoundError
from core.events import Event
from core.live.events import (
    MedicalStatus,
    MedicalStatusChanged,
    PlayerStatus,
    PlayerStatusChanged,
    SessionEvent,
)
from core.live.state import PlayerState, SessionState
from core.planning.adaptation import adapted, known_parts
from core.planning.medical_gate import MedicalGate
from core.planning.timing import to_local
from core.ports.storage import UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.club_view import ClubView, view_club
from core.services.running.deed import Deed, StateOf
from core.services.running.medical_order import MedicalOrder, restriction_for, restriction_of
from core.services.running.moves import MoveOrder, ParticipantMoves
from core.services.running.plausible import unknown_player
from core.services.running.recorder import Receipt
from core.services.running.refuge import Refuge, nearest_refuge
from core.services.running.sessions import RunningSessions

_log = logging.getLogger(__name__)


class MedicalResponse:
    """Records how a player is, with the restriction that follows, and acts on it.

    The record comes first and on its own, so that every trainer knows whatever becomes of the
    rest. Who is injured is moved to the nearest session he may do, or paused where there is
    none; for pain that session is proposed.

    Args:
        running: Owns the sessions.
        moves: Moves players.
    """

    def __init__(self, running: RunningSessions, moves: ParticipantMoves) -> None:
        self.not_moved: Event[[MedicalOrder, HockeyHubError]] = Event()
        """A player should have been moved and was paused instead: the trainer must act."""
        self._running = running
        self._moves = moves

    async def respond(self, order: MedicalOrder, actor: Principal) -> Receipt:
        """Do what has to be done; returns when it is durable.

        Repeating it does no harm, and finishes what a crash has interrupted.

        Raises:
            NotFoundError: The player is not in the session.
            NotAllowedError: A player may not lift what the medical staff has set.
            HockeyHubError: It could not be recorded.
        """

        async def prepare(work: UnitOfWork, state_of: StateOf) -> Sequence[SessionEvent]:
            event = await _status_changed(order, actor, work, state_of)
            return (event, *_let_go_on(event, await state_of(order.session_id)))

        receipt = await self._running.together(Deed(order.event_id, order.session_id, prepare))
        if order.status is MedicalStatus.INJURED:
            await self._take_away(order, actor)
        return receipt

    async def _take_away(self, order: MedicalOrder, actor: Principal) -> None:
        state = await self._running.state(order.session_id)
        player = state.players[order.player_id]
        target = player.medical.proposed_session_id
        if player.removed_at is not None:
            return  # done before
        if target is not None:
            move = MoveOrder(
                event_id=EventId(f"{order.event_id}:move"),
                player_id=order.player_id,
                from_session_id=order.session_id,
                to_session_id=target,
                at=order.at,
                reason="Medical",
            )
            try:
                await self._moves.move(move, actor)
            except HockeyHubError as error:
                _log.warning("an injured player could not be moved: %s", error.message)
                self.not_moved.emit(order, error)
            else:
                return
        await self._running.submit(
            PlayerStatusChanged(
                event_id=EventId(f"{order.event_id}:pause"),
                session_id=order.session_id,
                at=order.at,
                player_id=order.player_id,
                status=PlayerStatus.PAUSED,
            )
        )


def _let_go_on(event: MedicalStatusChanged, state: SessionState) -> Sequence[SessionEvent]:
    """Who was paused because he was injured takes part again once he is fit."""
    player = state.players[event.player_id]
    was_injured = event.previous_status is MedicalStatus.INJURED
    if event.status is not MedicalStatus.FIT or not was_injured:
        return ()
    if player.status is not PlayerStatus.PAUSED:
        return ()
    return (
        PlayerStatusChanged(
            event_id=EventId(f"{event.event_id}:resume"),
            session_id=event.session_id,
            at=event.at,
            actor=event.actor,
            restricted=event.restricted,
            player_id=event.player_id,
            status=PlayerStatus.ACTIVE,
        ),
    )


async def _status_changed(
    order: MedicalOrder, actor: Principal, work: UnitOfWork, state_of: StateOf
) -> MedicalStatusChanged:
    state = await state_of(order.session_id)
    player = state.players.get(order.player_id)
    if player is None:
        raise unknown_player(order.player_id)
    if player.removed_at is not None:
        message = f"{player.player.name} is not in this session any more."
        raise NotFoundError(message, suggested_action="Say it in his new session.")
    club = await view_club(work, state.session.facility_id, [order.player_id])
    if order.status is MedicalStatus.FIT:
        await _lift(order, actor, work, player)
        club = await view_club(work, state.session.facility_id, [order.player_id])
        gate = club.gate(order.at)
        event = _event(order, actor, state, _rewritten(order, state, gate, club))
        is_restricted = bool(gate.content(order.player_id).restrictions)
        return msgspec.structs.replace(event, restricted=is_restricted)
    day = to_local(order.at, club.place.time_zone).date()
    restriction = restriction_for(order, state.session.equipment, day)
    await work.club.save_restriction(restriction)
    await _note(work, actor, None, restriction)
    gate = MedicalGate((*club.restrictions, restriction), club.kinds, day)
    refuge = await nearest_refuge(work, club, gate, (state, order.player_id, order.at), state_of)
    return _event(order, actor, state, _rewritten(order, state, gate, club), refuge)


def _rewritten(
    order: MedicalOrder, state: SessionState, gate: MedicalGate, club: ClubView
) -> Adapted:
    content = gate.content(order.player_id)
    return adapted(state.session.content, content, known_parts(club.workouts))


def _event(
    order: MedicalOrder,
    actor: Principal,
    state: SessionState,
    rewritten: Adapted,
    refuge: Refuge | None = None,
) -> MedicalStatusChanged:
    player = state.players[order.player_id]
    is_fit = order.status is MedicalStatus.FIT
    return MedicalStatusChanged(
        event_id=order.event_id,
        session_id=order.session_id,
        at=order.at,
        actor=actor.subject,
        restricted=not is_fit,
        player_id=order.player_id,
        status=order.status,
        previous_status=player.medical.status,
        body_part=order.body_part,
        note=order.note,
        restriction_id=None if is_fit else restriction_of(order),
        proposed_session_id=None if refuge is None else refuge.session_id,
        response=_response(order, player, refuge),
        content=rewritten.content if rewritten.changes else None,
        changes=rewritten.changes,
    )


def _response(order: MedicalOrder, player: PlayerState, refuge: Refuge | None) -> str:
    name = player.player.name
    if order.status is MedicalStatus.FIT:
        return f"{name} goes on as planned."
    if order.status is MedicalStatus.INJURED:
        if refuge is None:
            return f"{name} is paused: no session of this bundle is allowed or has room."
        return f"{name} goes to “{refuge.name}”."
    if refuge is None:
        return f"Look at {name}: no other session of this bundle is allowed or has room."
    return f"Look at {name}; “{refuge.name}” would be allowed."


async def _lift(
    order: MedicalOrder, actor: Principal, work: UnitOfWork, player: PlayerState
) -> None:
    """End the restriction that holds since the last status, and the day's cautions for pain."""
    status, restriction_id = player.medical.status, player.medical.restriction_id
    if actor.role is Role.PLAYER and status not in (MedicalStatus.FIT, MedicalStatus.PAIN):
        raise NotAllowedError(
            "Only the medical staff or a trainer can lift this restriction.",
            suggested_action="Ask the medical staff.",
        )
    restrictions = await work.club.restrictions([order.player_id])
    for one in restrictions:
        is_for_pain = one.severity is Severity.CAUTION and one.valid_from == one.valid_to
        if one.id == restriction_id or (is_for_pain and one.holds_on(order.at.date())):
            await _end(one, order, actor, work)


async def _end(found: Restriction, order: MedicalOrder, actor: Principal, work: UnitOfWork) -> None:
    yesterday = order.at.date() - timedelta(days=1)
    if found.valid_from > yesterday:
        await work.club.delete_restriction(found.id)
        await _note(work, actor, found, None)
        return
    ended = msgspec.structs.replace(found, valid_to=yesterday)
    await work.club.save_restriction(ended)
    await _note(work, actor, found, ended)


async def _note(
    work: UnitOfWork, actor: Principal, before: Restriction | None, after: Restriction | None
) -> None:
    subject = after or before
    if subject is not None:
        action = "restriction.deleted" if after is None else "restriction.saved"
        await note_change(work, actor, action, subject.id, before=before, after=after)
