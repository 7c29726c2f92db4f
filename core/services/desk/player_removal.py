"""Players whom the trainer takes out of a session, as his desk orders it."""

from __future__ import annotations

from core.domain.ids import PlayerId, SessionId
from core.errors import NotFoundError
from core.live.board import LiveBoard
from core.ports.clock import Clock
from core.ports.hub_link import SessionLink


class PlayerRemoval:
    """Takes players out. Nobody comes back into a session that he was taken out of.

    Args:
        link: The hub, which counts nothing of him from then on and lets his phone go.
        board: The sessions as they stand.
        clock: The instant of it.
    """

    def __init__(self, link: SessionLink, board: LiveBoard, clock: Clock) -> None:
        self._link = link
        self._board = board
        self._clock = clock

    def can_remove(self, session_id: SessionId, player_id: PlayerId) -> bool:
        """Whether the player is there and his session goes on, or is yet to begin."""
        state = self._board.session(session_id)
        player = None if state is None else state.players.get(player_id)
        if state is None or player is None:
            return False
        return not state.status.is_over and player.removed_at is None

    async def remove(self, session_id: SessionId, player_id: PlayerId) -> None:
        """Take a player out; returns when the hub has recorded it.

        Raises:
            NotFoundError: He is not in that session any more, or it is over.
            HockeyHubError: The hub refuses or is away.
        """
        if not self.can_remove(session_id, player_id):
            raise NotFoundError(
                "This player is not in that session any more.",
                suggested_action="Look at the session again.",
            )
        await self._link.remove_player(session_id, player_id, self._clock.now())
