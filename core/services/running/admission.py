"""What becomes of an event before it is recorded: judged by every rule, and completed."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.errors import NotAllowedError, WrongStateError
from core.live.block_watch import due
from core.live.events import HybridBlockTransitioned, PlayerStatus, SessionEvent
from core.live.medical_fold import marked
from core.live.state import SessionState
from core.live.transitions import check
from core.live.worked_out import worked_out
from core.services.running.fitting import check_fits
from core.services.running.plausible import accepted


def admitted(state: SessionState, event: SessionEvent, now: float) -> SessionEvent:
    """The event as it is recorded: plausible, allowed now, and with what the hub adds.

    Args:
        state: Before it.
        event: As it was sent.
        now: Judges its time.

    Raises:
        HockeyHubError: It is refused.
    """
    event = accepted(event, state.players, now)
    check(state.status, event)
    _check_present(state, event)
    check_fits(state, event)
    _check_still_due(state, event, now)
    return marked(state, worked_out(state, event))


def _check_still_due(state: SessionState, event: SessionEvent, now: float) -> None:
    """The clock's word is worth nothing where a person was quicker."""
    if not isinstance(event, HybridBlockTransitioned) or not event.is_automatic:
        return
    if event.event_id not in {one.event_id for one in due(state, now)}:
        raise WrongStateError(
            "The block was changed by somebody meanwhile.",
            suggested_action="Go on with the block that is shown.",
        )


def _check_present(state: SessionState, event: SessionEvent) -> None:
    player_id: PlayerId | None = getattr(event, "player_id", None)
    player = None if player_id is None else state.players.get(player_id)
    if player is not None and player.moved_to is not None:
        raise NotAllowedError(
            f"{player.player.name} trains in another session now.",
            suggested_action="Join that session.",
            field="sessionId",
        )
    if player is not None and player.status is PlayerStatus.REMOVED:
        raise NotAllowedError(
            f"{player.player.name} was taken out of this session.",
            suggested_action="Ask the trainer.",
            field="playerId",
        )
