"""Players who change sessions, as the trainer's desk orders it."""

from __future__ import annotations

from core.domain.ids import PlayerId, SessionId
from core.domain.session import PlayerMove
from core.errors import NotFoundError
from core.live.board import LiveBoard
from core.live.state import SessionState
from core.ports.clock import Clock
from core.ports.hub_link import SessionLink


class PlayerMoves:
    """Moves players between the sessions of a bundle, and takes the last move back.

    His straps follow by themselves, since they are his; his machine is the one that the hub
    finds free in the new session.

    Args:
        link: The hub, which checks and decides.
        board: The sessions as they stand.
        clock: The instant of a move.
    """

    def __init__(self, link: SessionLink, board: LiveBoard, clock: Clock) -> None:
        self._link = link
        self._board = board
        self._clock = clock
        self._done: list[PlayerMove] = []

    @property
    def last(self) -> PlayerMove | None:
        """The move that `undo` takes back."""
        return self._done[-1] if self._done else None

    def targets(self, session_id: SessionId) -> tuple[SessionState, ...]:
        """The sessions to which a player of this one can go."""
        here = self._board.session(session_id)
        if here is None or here.status.is_over or here.session.bundle_id is None:
            return ()
        return tuple(
            state
            for state in self._board.sessions()
            if state.session.bundle_id == here.session.bundle_id
            and state.session_id != session_id
            and not state.status.is_over
        )

    async def move(
        self, player_id: PlayerId, from_session_id: SessionId, to_session_id: SessionId
    ) -> None:
        """Bring a player to another session.

        Raises:
            HockeyHubError: He may not, there is no machine, or the hub is away.
        """
        move = PlayerMove(
            player_id=player_id, from_session_id=from_session_id, to_session_id=to_session_id
        )
        await self._link.move_player(move, self._clock.now())
        self._done.append(move)

    async def undo(self) -> None:
        """Bring back the player who was moved last.

        Raises:
            NotFoundError: Nobody was moved.
            HockeyHubError: His old machine and all others are taken, or the hub is away.
        """
        if not self._done:
            raise NotFoundError("Nobody was moved.")
        await self._link.move_player(self._done[-1].undone, self._clock.now())
        self._done.pop()
