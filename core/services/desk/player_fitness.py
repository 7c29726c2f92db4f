"""How players are, as the trainer's desk says it, and what the hub made of it."""

from __future__ import annotations

from core.domain.adaptation import Change
from core.domain.ids import PlayerId, SessionId
from core.domain.session import PlayerMove
from core.domain.value import Value
from core.errors import NotFoundError
from core.live.board import LiveBoard
from core.live.events import MedicalStatus, PlayerStatus
from core.live.fitness import FitnessWord
from core.live.state import PlayerState
from core.ports.clock import Clock
from core.ports.hub_link import SessionLink

_TAKEN_BACK_BY_REPEATING = (MedicalStatus.LIMITED, MedicalStatus.PAIN)


class FitnessOutcome(Value, frozen=True, kw_only=True):
    """What became of a player of whom something was said, as far as this desk has heard."""

    name: str
    status: MedicalStatus
    body_part: str = ""
    moved_to: str = ""
    """Name of the session in which he goes on; empty if he is where he was."""
    unit_name: str = ""
    """His machine there."""
    is_paused: bool = False
    """He was to go elsewhere, and there was nowhere to go."""
    is_restricted: bool = False
    """Something that was said before still holds."""
    response: str = ""
    """What the hub proposes."""
    changes: tuple[Change, ...] = ()
    """Where his workout differs now."""


class PlayerFitness:
    """Says how players are, and takes the last word back.

    Args:
        link: The hub, which restricts, rewrites and moves.
        board: The sessions as they stand.
        clock: The instant of a word.
    """

    def __init__(self, link: SessionLink, board: LiveBoard, clock: Clock) -> None:
        self._link = link
        self._board = board
        self._clock = clock
        self._last: tuple[FitnessWord, FitnessWord] | None = None
        """The last word, and how he was before as a word."""

    def can_say(self, session_id: SessionId, player_id: PlayerId) -> bool:
        """Whether the player is there and his session goes on, or is yet to begin."""
        state = self._board.session(session_id)
        player = None if state is None else state.players.get(player_id)
        if state is None or player is None:
            return False
        return not state.status.is_over and player.removed_at is None

    async def say(self, word: FitnessWord) -> None:
        """Say how a player is; returns when the hub has acted on it.

        Raises:
            NotFoundError: He is not in that session.
            HockeyHubError: The hub refuses or is away.
        """
        before = self._player(word.session_id, word.player_id).medical
        await self._link.say_fitness(word, self._clock.now())
        said_before = FitnessWord(
            session_id=word.session_id,
            player_id=word.player_id,
            status=before.status,
            body_part=before.body_part,
            note=before.note,
        )
        self._last = (word, said_before)

    @property
    def can_undo(self) -> bool:
        """Whether the last word can be taken back.

        That somebody is not injured any more cannot: the hub would move him anew, by where he is
        now. It has to be said again, so that everybody sees what follows.
        """
        if self._last is None:
            return False
        word, before = self._last
        return word.status is not MedicalStatus.FIT or before.status in _TAKEN_BACK_BY_REPEATING

    async def undo(self) -> None:
        """Take the last word back: its restriction ends, and who was moved for it comes back.

        Raises:
            NotFoundError: There is nothing to take back.
            HockeyHubError: The hub refuses or is away.
        """
        if self._last is None or not self.can_undo:
            raise NotFoundError("There is nothing to take back.")
        (word, before), now = self._last, self._clock.now()
        if word.status is MedicalStatus.FIT:
            await self._link.say_fitness(before, now)
        else:
            await self._lift(word, now)
        self._last = None

    async def _lift(self, word: FitnessWord, now: float) -> None:
        here = self._player(word.session_id, word.player_id).moved_to or word.session_id
        fit = FitnessWord(session_id=here, player_id=word.player_id, status=MedicalStatus.FIT)
        await self._link.say_fitness(fit, now)
        if here != word.session_id:
            back = PlayerMove(
                player_id=word.player_id, from_session_id=here, to_session_id=word.session_id
            )
            await self._link.move_player(back, now)

    def outcome(self, word: FitnessWord) -> FitnessOutcome | None:
        """What has become of it so far; None if his session is not on this desk any more."""
        state = self._board.session(word.session_id)
        player = None if state is None else state.players.get(word.player_id)
        if player is None:
            return None
        target = None if player.moved_to is None else self._board.session(player.moved_to)
        there = player if target is None else target.players.get(word.player_id, player)
        is_paused = there.status is PlayerStatus.PAUSED and word.status is MedicalStatus.INJURED
        return FitnessOutcome(
            name=player.player.name,
            status=word.status,
            body_part=word.body_part,
            moved_to="" if target is None else target.session.name,
            unit_name="" if target is None else there.unit_name,
            is_paused=is_paused,
            is_restricted=there.medical.restricted,
            response=player.medical.response,
            changes=there.changes,
        )

    def _player(self, session_id: SessionId, player_id: PlayerId) -> PlayerState:
        state = self._board.session(session_id)
        player = None if state is None else state.players.get(player_id)
        if player is None:
            raise NotFoundError("The player is not in this session.")
        return player
