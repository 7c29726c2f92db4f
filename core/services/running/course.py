"""One session in memory: its state, the tail of its stream, and which events it knows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from core.domain.ids import EventId
from core.domain.session import SessionStatus
from core.live.events import ReadingsReceived, Recorded, SensorReassigned
from core.live.reassignment import refolded
from core.live.reducer import open_session, reduce
from core.live.state import Roster, SessionState
from core.services.running.roster import before_start

TAIL_LENGTH = 5000
"""Events kept for clients that come back."""
TAIL_READINGS = 5_000
"""Readings in them: some minutes of a busy session; who was away longer is better off with a
snapshot."""
MOST_REMEMBERED = 100_000
"""Event ids kept in memory; beyond, the oldest are forgotten and the log is asked instead."""


class Course:
    """What the hub holds of one session. Its state never runs ahead of the log.

    Args:
        roster: Who and what, as stored.
        log: Everything recorded so far, in order.
    """

    def __init__(self, roster: Roster, log: Sequence[Recorded] = ()) -> None:
        was_cancelled = roster.session.status is SessionStatus.CANCELLED
        self.roster = roster if was_cancelled else before_start(roster)
        self.state: SessionState = open_session(self.roster)
        self.remembers_all = True
        self.is_unsure = False
        """A commit failed, and nobody knows whether it took effect: read the log first."""
        self.doubted: set[EventId] = set()
        """Ids of events whose commit failed: they may be in the log, even in another session's."""
        self.is_outdated = False
        """The plan was changed: read the roster first."""
        self._seqs: dict[EventId, int] = {}
        self._tail: deque[Recorded] = deque()
        self._tail_readings = 0
        self.extend(log)

    @property
    def is_fresh(self) -> bool:
        """Whether the state can be shown without asking the storage."""
        return not (self.is_unsure or self.is_outdated)

    def seq_of(self, event_id: EventId) -> int | None:
        """Where a known event stands; None if it is new, or forgotten (see `remembers_all`)."""
        return self._seqs.get(event_id)

    def extend(self, recorded: Iterable[Recorded]) -> None:
        """Take in what is durable now. If `needs_refold` says so, `refold` is due afterwards."""
        for item in recorded:
            self.take(item, reduce(self.state, item))

    @staticmethod
    def needs_refold(recorded: Iterable[Recorded]) -> bool:
        """Whether these events change what earlier ones have counted."""
        return any(isinstance(item.event, SensorReassigned) for item in recorded)

    def refolded(self, state: SessionState, log: Sequence[Recorded]) -> SessionState:
        """A state with the figures that a reassignment has changed folded anew.

        Args:
            state: After everything in `log`.
            log: The session's whole log.
        """
        return refolded(state, open_session(self.roster).players, log)

    def take(self, item: Recorded, state: SessionState) -> None:
        """Take in one durable event with the state after it."""
        self.state = state
        self._tail.append(item)
        self._tail_readings += _readings_in(item)
        while len(self._tail) > TAIL_LENGTH or self._tail_readings > TAIL_READINGS:
            self._tail_readings -= _readings_in(self._tail.popleft())
        self._seqs[item.event.event_id] = item.seq
        if len(self._seqs) > MOST_REMEMBERED:
            self.remembers_all = False
            for event_id in list(self._seqs)[: MOST_REMEMBERED // 2]:
                del self._seqs[event_id]

    def slim(self) -> None:
        """Keep the state alone: nobody follows this session any more."""
        self._tail.clear()
        self._tail_readings = 0
        self._seqs.clear()
        self.remembers_all = False

    def missed(self, last_seq: int) -> tuple[Recorded, ...] | None:
        """What came after `last_seq`; None if that is too long ago, or never was."""
        if last_seq == self.state.seq:
            return ()
        if last_seq > self.state.seq or last_seq < 0:
            return None
        if not self._tail or self._tail[0].seq > last_seq + 1:
            return None
        count = self.state.seq - last_seq
        return tuple(self._tail)[-count:]


def _readings_in(item: Recorded) -> int:
    return len(item.event.readings) if isinstance(item.event, ReadingsReceived) else 0
