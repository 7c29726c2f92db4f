"""Readings that were somebody else's: a recording read with what was found out later.

The log is never rewritten. A `SensorReassigned` says whose a sensor's readings were in a stretch
of time; whoever folds the log reads each of them with its true owner, in whatever order readings
and decisions arrived. What one session recorded for a player of another comes along in the
event's own `readings`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from core.domain.ids import PlayerId
from core.domain.sensor import Reading
from core.live.active_time import ActiveTime
from core.live.events import PlayerMetrics, ReadingsReceived, Recorded, SensorReassigned
from core.live.metrics import as_metrics
from core.live.opening import opened as begin
from core.live.player_fold import PlayerFold
from core.live.presence import was_present
from core.live.state import PlayerState, Reassignment, SessionState
from core.physiology.energy import age_years

Said = Reading | PlayerMetrics | Reassignment
"""What was said about a player at an instant; a reassignment says that a sensor changed hands."""

_CLOCK_S = 0.001
"""Events carry microseconds, readings more; what was heard in that very instant is meant too."""


def reassignment_of(event: SensorReassigned) -> Reassignment:
    """What an event changes."""
    return Reassignment(
        sensor_id=event.sensor_id,
        from_player_id=event.from_player_id,
        to_player_id=event.to_player_id,
        since=event.since,
        until=event.instant + _CLOCK_S,
    )


def true_owner(reading: Reading, reassignments: Iterable[Reassignment]) -> PlayerId | None:
    """Whose a reading is after all that was found out; None: nobody's in this session."""
    owner: PlayerId | None = reading.player_id
    for moved in reassignments:
        if (
            moved.from_player_id == owner
            and moved.sensor_id == reading.sensor_id
            and moved.since <= reading.at <= moved.until
        ):
            owner = moved.to_player_id
    return owner


def with_true_owner(reading: Reading, reassignments: Sequence[Reassignment]) -> Reading | None:
    """The reading as its true owner's; None if it is nobody's here."""
    if not reassignments:
        return reading
    owner = true_owner(reading, reassignments)
    if owner == reading.player_id or owner is None:
        return None if owner is None else reading
    return msgspec.structs.replace(reading, player_id=owner)


def said_of_players(
    recorded: Sequence[Recorded], only: Collection[PlayerId] | None = None
) -> dict[PlayerId, list[Said]]:
    """All that was said of each player, in the order of its time.

    Args:
        recorded: A whole log in the order of `seq`.
        only: Players to look at; everybody if None.
    """
    reassignments = tuple(
        reassignment_of(entry.event)
        for entry in recorded
        if isinstance(entry.event, SensorReassigned)
    )
    said: dict[PlayerId, list[Said]] = {}
    for player_id, entry in _attributed(recorded, reassignments):
        if only is None or player_id in only:
            said.setdefault(player_id, []).append(entry)
    for moved in reassignments:
        for concerned in (moved.from_player_id, moved.to_player_id):
            if concerned is not None and concerned in said:
                said[concerned].append(moved)
    for entries in said.values():
        entries.sort(key=_order)
    return said


def _attributed(
    recorded: Iterable[Recorded], reassignments: Sequence[Reassignment]
) -> Iterator[tuple[PlayerId, Said]]:
    for one in recorded:
        event = one.event
        if isinstance(event, ReadingsReceived | SensorReassigned):
            for raw in event.readings:
                reading = with_true_owner(raw, reassignments)
                if reading is not None:
                    yield reading.player_id, reading
        elif (metrics := as_metrics(event)) is not None:
            yield metrics.player_id, metrics


def take(fold: PlayerFold, entry: Said) -> None:
    """Let a fold take an entry."""
    if isinstance(entry, Reading):
        fold.reading(entry)
    elif isinstance(entry, PlayerMetrics):
        fold.metrics(entry)
    else:
        fold.hand_over()


def instant_of(entry: Said) -> float:
    """When it was said, seconds since 1970."""
    if isinstance(entry, Reading):
        return entry.at
    return entry.instant if isinstance(entry, PlayerMetrics) else entry.since


def _order(entry: Said) -> tuple[float, bool]:
    return (instant_of(entry), not isinstance(entry, Reassignment))


def refolded(
    state: SessionState, opened: Mapping[PlayerId, PlayerState], recorded: Sequence[Recorded]
) -> SessionState:
    """The state with the figures of all players concerned folded anew, the others as they are.

    Args:
        state: After everything in `recorded`.
        opened: The players as the session was opened.
        recorded: The whole log in the order of `seq`.
    """
    named = [moved.from_player_id for moved in state.reassignments]
    named += [moved.to_player_id for moved in state.reassignments if moved.to_player_id is not None]
    concerned = state.players.keys() & named
    said = said_of_players(recorded, concerned)
    time = ActiveTime.of(state)
    players = dict(state.players)
    for player_id in concerned:
        now = state.players[player_id]
        begun = opened.get(player_id)  # who came later is not among those who began
        if begun is None:
            begun = begin(now.player, state.session, now.unit_id, now.unit_name)
        players[player_id] = _folded(state, now, begun, said.get(player_id, ()), time)
    return msgspec.structs.replace(state, players=players)


def _folded(
    state: SessionState,
    now: PlayerState,
    opened: PlayerState,
    said: Iterable[Said],
    time: ActiveTime,
) -> PlayerState:
    if now.removed_at is not None:
        time = _until(state, now.removed_at)
    told = msgspec.structs.replace(
        opened,
        status=now.status,
        is_phone_present=now.is_phone_present,
        exercise=now.exercise,
        unit_id=now.unit_id,
        unit_name=now.unit_name,
        removed_at=now.removed_at,
        moved_to=now.moved_to,
        absences=now.absences,
        content=now.content,
        changes=now.changes,
        strength=now.strength,
        agility=now.agility,
        hybrid=now.hybrid,
        medical=now.medical,
    )
    fold = PlayerFold(told, time, age_years(now.player.birth_date, state.session.starts_at.date()))
    for entry in said:
        if was_present(now, instant_of(entry)):
            take(fold, entry)
    return fold.result()


def _until(state: SessionState, instant: float) -> ActiveTime:
    """The session's active time until a player was taken out."""
    spans = tuple(
        (start, min(end, instant)) for start, end in state.active_spans if start < instant
    )
    if state.running_since is not None and state.running_since < instant:
        spans = (*spans, (state.running_since, instant))
    return ActiveTime(spans, None, state.session.intervals, state.jumps)
