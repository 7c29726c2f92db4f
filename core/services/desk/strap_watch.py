"""Watches whether straps are on the right players, and proposes; it never acts by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.player import Player
from core.domain.sensor import Quality, Reading, SensorMove, SourceKind
from core.domain.value import Value
from core.events import Event
from core.live.events import SensorReassigned
from core.live.state import SessionState
from core.live.strap_check import StrapCheck
from core.live.strap_look import Suspicion
from core.ports.clock import Clock

LOOK_EVERY_S: Final = 15.0
LOOKS_THAT_AGREE: Final = 2
"""A suspicion is told once so many looks in a row had it."""
_STRAPS: Final = (SourceKind.SENSOR, SourceKind.UNKNOWN)


class StrapProposal(Value, frozen=True, kw_only=True):
    """What a trainer is asked: are these straps on the wrong players?"""

    players: tuple[PlayerId, ...]
    """Two whose straps seem swapped, or one whose strap fits nobody here."""
    moves: tuple[SensorMove, ...]
    """What accepting it does."""
    words: str
    """The question, with the evidence."""
    confidence: float
    """0 to 1."""


class StrapWatch:
    """Looks at the straps of the sessions on the dashboard every 15 s.

    Args:
        clock: Time between looks.
    """

    def __init__(self, clock: Clock) -> None:
        self.suspected: Event[[StrapProposal]] = Event()
        """A new proposal, once."""
        self.settled: Event[[]] = Event()
        """Proposals do not stand any more: accepted, dismissed, or others are on the screen."""
        self.proposals: tuple[StrapProposal, ...] = ()
        """Those that still stand and were neither accepted nor dismissed."""
        self._clock = clock
        self._check = StrapCheck(())
        self._players: dict[PlayerId, Player] = {}
        self._session_of: dict[PlayerId, SessionId] = {}
        self._agreed: dict[tuple[object, ...], int] = {}
        self._dismissed: set[tuple[object, ...]] = set()

    def open(self, states: Iterable[SessionState]) -> None:
        """Watch the players of these sessions from now on, and nobody else."""
        people: list[tuple[Player, EquipmentType]] = []
        self._session_of = {}
        for state in states:
            for player in state.players.values():
                people.append((player.player, player.equipment))
                self._session_of[player.player.id] = state.session_id
        self._players = {player.id: player for player, _ in people}
        self._check = StrapCheck(people)
        self._agreed.clear()
        self._dismissed.clear()
        self._keep(())

    def heard(self, reading: Reading) -> None:
        """A reading of a running session."""
        bpm = reading.heart_rate_bpm
        if bpm and reading.heart_rate_quality is Quality.GOOD and reading.source in _STRAPS:
            self._check.heart_rate(reading.sensor_id, reading.player_id, reading.at, bpm)
        if reading.power_w is not None and reading.power_quality is Quality.GOOD:
            self._check.power(reading.player_id, reading.at, max(reading.power_w, 0.0))

    def moved(self, event: SensorReassigned) -> None:
        """A strap's owner was corrected, here or at another desk."""
        self._check.moved(event.sensor_id, event.to_player_id, event.since)
        concerned = {event.from_player_id, event.to_player_id}
        self._keep(
            tuple(proposal for proposal in self.proposals if not concerned & set(proposal.players))
        )

    def dismiss(self, proposal: StrapProposal) -> None:
        """The trainer looked: the straps are right. The same is not asked again."""
        self._dismissed.add(_key(proposal.moves))
        self._keep(tuple(one for one in self.proposals if one is not proposal))

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            await self._clock.sleep(LOOK_EVERY_S)
            await self.look(self._clock.now())

    async def look(self, now: float) -> None:
        """Look once; the arithmetic runs beside the loop."""
        check = self._check
        found = await asyncio.to_thread(check.look(now).suspicions)
        if check is self._check:
            self._weigh([self._proposal(one, now) for one in found])

    def _keep(self, proposals: tuple[StrapProposal, ...]) -> None:
        if proposals != self.proposals:
            self.proposals = proposals
            self.settled.emit()

    def _weigh(self, found: list[StrapProposal]) -> None:
        seen = {_key(proposal.moves): proposal for proposal in found}
        self._agreed = {key: self._agreed.get(key, 0) + 1 for key in seen}
        told = {_key(proposal.moves): proposal for proposal in self.proposals}
        sure = {
            key: proposal
            for key, proposal in seen.items()
            if self._agreed[key] >= LOOKS_THAT_AGREE and key not in self._dismissed
        }
        # One that is only seen no more stays: the trainer may be reading it.
        self.proposals = (*told.values(), *(sure[key] for key in sure if key not in told))
        for key, proposal in sure.items():
            if key not in told:
                self.suspected.emit(proposal)

    def _proposal(self, found: Suspicion, now: float) -> StrapProposal:
        moves = [self._move(found.sensor_id, found.player_id, found.other_player_id, found.since)]
        players = [found.player_id]
        if found.other_player_id is not None:
            players.append(found.other_player_id)
            if found.other_sensor_id is not None:
                moves.append(
                    self._move(
                        found.other_sensor_id,
                        found.other_player_id,
                        found.player_id,
                        found.other_since,
                    )
                )
        return StrapProposal(
            players=tuple(players),
            moves=tuple(moves),
            words=self._words(found, now),
            confidence=found.confidence,
        )

    def _move(
        self, sensor_id: SensorId, player_id: PlayerId, to: PlayerId | None, since: float
    ) -> SensorMove:
        session_id = self._session_of[player_id]
        target = self._session_of[to] if to is not None else None
        return SensorMove(
            sensor_id=sensor_id,
            session_id=session_id,
            from_player_id=player_id,
            to_player_id=to,
            to_session_id=target if target != session_id else None,
            since=since,
        )

    def _words(self, found: Suspicion, now: float) -> str:
        one = self._name(found.player_id)
        if found.other_player_id is None:
            limit_bpm = self._players[found.player_id].heart_rate_max_bpm
            return (
                f"The strap of {one} has been above this player's maximum of {limit_bpm} bpm for "
                "half a minute. Is it on somebody else?"
            )
        other = self._name(found.other_player_id)
        minutes = max(round((now - max(found.since, found.other_since)) / 60), 1)
        return (
            f"For {minutes} min the strap of {one} has followed the machine of {other}, and the "
            f"strap of {other} the machine of {one}. Are the two swapped?"
        )

    def _name(self, player_id: PlayerId) -> str:
        player = self._players[player_id]
        return f"{player.jersey_number} {player.last_name}"


def _key(moves: Iterable[SensorMove]) -> tuple[object, ...]:
    """What makes two proposals the same one: sensors, owners, and when it happened."""
    return tuple(
        (move.sensor_id, move.from_player_id, move.to_player_id, move.since)
        for move in sorted(moves, key=lambda move: move.sensor_id)
    )
