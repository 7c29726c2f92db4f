"""How a player who changes sessions changes the two: figures stay where they were made."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId, UnitId
from core.domain.session import Assignment
from core.live.course_fold import removed
from core.live.events import MedicalStatus, ParticipantMoved, PlayerStatus
from core.live.opening import opened
from core.live.state import PlayerState, SessionState
from core.live.work import HybridState, MedicalState

_set = msgspec.structs.replace


def moved(state: SessionState, event: ParticipantMoved) -> SessionState:
    """The session that he leaves, or the one he comes to."""
    if state.session_id == event.to_session_id:
        return _arrived(state, event)
    return _left(state, event)


def _left(state: SessionState, event: ParticipantMoved) -> SessionState:
    player = state.players.get(event.player_id)
    if player is None or player.removed_at is not None:
        return state
    gone = _set(removed(state, player, event.instant), moved_to=event.to_session_id)
    return _with(state, gone, _others(state, event.player_id))


def _arrived(state: SessionState, event: ParticipantMoved) -> SessionState:
    known = state.players.get(event.player_id)
    if known is not None and known.removed_at is None:
        player = _set(known, unit_id=event.unit_id, unit_name=event.unit_name)
    elif known is not None:
        player = _back(known, known.removed_at, event)
    elif event.player is not None:
        player = opened(event.player, state.session, event.unit_id, event.unit_name)
        player = _set(player, absences=((0.0, event.instant),))
    else:
        return state  # nobody has said who he is
    player = _set(player, content=event.content, changes=event.changes, medical=_medical(event))
    mine = Assignment(player_id=event.player_id, unit_id=event.unit_id)
    return _with(state, player, (*_others(state, event.player_id), mine))


def _back(player: PlayerState, left_at: float | None, event: ParticipantMoved) -> PlayerState:
    """He goes on where he was; nothing that was heard before holds over his absence."""
    has_worked = player.samples_received > 0
    return _set(
        player,
        status=PlayerStatus.ACTIVE if has_worked else PlayerStatus.WAITING,
        removed_at=None,
        moved_to=None,
        hybrid=HybridState(),  # the group went on without him: he joins it where it is
        absences=(*player.absences, (left_at or 0.0, event.instant)),
        unit_id=event.unit_id,
        unit_name=event.unit_name,
        heart_rate_bpm=None,
        heart_rate_at=None,
        heart_rate_by=None,
        heart_rate_credited_s=0.0,
        power_w=None,
        power_at=None,
        power_by=None,
        power_credited_s=0.0,
        machine_at=None,
        cadence_per_min=None,
        cadence_by=None,
        speed_mps=None,
        speed_by=None,
        distance_raw_m=None,
        distance_by=None,
        energy_raw_kcal=None,
        energy_by=None,
    )


def _medical(event: ParticipantMoved) -> MedicalState:
    if event.medical_status is None or event.medical_status is MedicalStatus.FIT:
        return MedicalState()
    return MedicalState(
        status=event.medical_status,
        since=event.instant,
        restriction_id=event.restriction_id,
        restricted=True,
    )


def _others(state: SessionState, player_id: PlayerId) -> tuple[Assignment, ...]:
    return tuple(one for one in state.session.assignments if one.player_id != player_id)


def _with(
    state: SessionState, player: PlayerState, assignments: tuple[Assignment, ...]
) -> SessionState:
    return _set(
        state,
        session=_set(state.session, assignments=assignments),
        players={**state.players, player.player.id: player},
    )


def unit_of(state: SessionState, player_id: PlayerId) -> UnitId | None:
    """A player's machine, if he is in the session now."""
    player = state.players.get(player_id)
    return None if player is None or player.removed_at is not None else player.unit_id
