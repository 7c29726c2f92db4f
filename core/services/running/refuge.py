"""Where a player can go on who may not go on here: the nearest session that he may do."""

from __future__ import annotations

from datetime import datetime

from core.domain.adaptation import Adapted
from core.domain.ids import PlayerId, SessionId
from core.domain.session import Session, SessionStatus
from core.domain.value import Value
from core.domain.workout import WorkoutKind
from core.errors import OverCapacityError
from core.live.state import SessionState
from core.planning.adaptation import KnownParts, adapted
from core.planning.medical_gate import MedicalGate
from core.ports.storage import UnitOfWork
from core.services.club.club_view import ClubView
from core.services.running.deed import StateOf
from core.services.running.free_machine import free_machine


class Refuge(Value, frozen=True, kw_only=True):
    """A session that a player may do."""

    session_id: SessionId
    name: str


async def nearest_refuge(
    work: UnitOfWork,
    club: ClubView,
    gate: MedicalGate,
    home: tuple[SessionState, PlayerId, datetime],
    state_of: StateOf,
) -> Refuge | None:
    """The session of the bundle that suits best; None if there is none with a free machine.

    Conditioning comes first, then what runs already, then what has to be changed least.

    Args:
        work: The transaction.
        club: What was read in it.
        gate: With all that the player may not do.
        home: The session in which he is, who he is, and when he is to go.
        state_of: How the others stand.
    """
    state, player_id, at = home
    bundle_id = state.session.bundle_id
    bundle = None
    if bundle_id is not None:
        # Only looked at: the club is kept already, and planners keep bundles before the club.
        bundle = await work.schedule.bundle(bundle_id, is_kept=False)
    if bundle is None or gate.content(player_id).is_out:
        return None
    known = KnownParts()
    found: list[tuple[tuple[bool, bool, int, int], Session]] = []
    for order, session in enumerate(bundle.sessions):
        other = await state_of(session.id)
        if session.id == state.session_id or other.status.is_over:
            continue
        rewritten = adapted(session.content, gate.content(player_id), known)
        if not gate.allows(player_id, session.equipment) or not _has_work(rewritten):
            continue
        is_other_kind = session.kind is not WorkoutKind.CONDITIONING
        waits = other.status is not SessionStatus.IN_PROGRESS
        found.append(((is_other_kind, waits, len(rewritten.changes), order), session))
    for _, session in sorted(found, key=lambda one: one[0]):
        try:
            await free_machine(work, club, session, at)
        except OverCapacityError:
            continue
        return Refuge(session_id=session.id, name=session.name)
    return None


def _has_work(rewritten: Adapted) -> bool:
    """Whether anything is left of it to do."""
    blocks = rewritten.content.blocks
    return not blocks or any(not block.is_empty for block in blocks)
