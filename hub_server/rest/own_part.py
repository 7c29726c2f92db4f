"""Whose part of a session somebody may read."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.domain.session import Session
from core.errors import NotAllowedError
from core.services.running.sessions import RunningSessions


async def require_took_part(
    running: RunningSessions, session: Session, player_id: PlayerId
) -> None:
    """Pass for who is in a session, or was until he went on in another one.

    The plan knows only who is in it now; who came and went is in the log.

    Raises:
        NotAllowedError: He never was.
    """
    if player_id in session.player_ids:
        return
    state = await running.state(session.id)
    if player_id not in state.players:
        raise NotAllowedError("This session is not yours to see.")
