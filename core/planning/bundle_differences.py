"""Where two states of a bundle differ, in the words of the wire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from core.domain.bundle_edit import BundleDifference
from core.domain.session import Bundle, Session

_OF_BUNDLE = (
    "name",
    "description",
    "startsAt",
    "durationMin",
    "facilityId",
    "trainerId",
)
_OF_SESSION = (
    "name",
    "equipment",
    "facilityId",
    "trainerId",
    "startsAt",
    "durationMin",
    "workoutId",
)
_SHARED = frozenset({"startsAt", "durationMin", "facilityId", "trainerId"})


def bundle_differences(before: Bundle, after: Bundle) -> tuple[BundleDifference, ...]:
    """What is different, the bundle's own things first.

    What a session only follows its bundle in is not told again.
    """
    common = tuple(_common(before, after))
    told = {(one.field, str(one.before), str(one.after)) for one in common if one.field in _SHARED}
    return (
        *common,
        *(
            one
            for one in _of_sessions(before, after)
            if (one.field, str(one.before), str(one.after)) not in told
        ),
    )


def _common(before: Bundle, after: Bundle) -> Iterator[BundleDifference]:
    old, new = _wire(before), _wire(after)
    for field in _OF_BUNDLE:
        if old[field] != new[field]:
            yield BundleDifference(field=field, before=old[field], after=new[field])


def _of_sessions(before: Bundle, after: Bundle) -> Iterator[BundleDifference]:
    later = {session.id: session for session in after.sessions}
    for session in before.sessions:
        changed = later.get(session.id)
        if changed is None:
            continue
        for field, old, new in _of_session(session, changed):
            yield BundleDifference(
                session_id=session.id,
                session_name=session.name,
                field=field,
                before=old,
                after=new,
            )


def _of_session(before: Session, after: Session) -> Iterator[tuple[str, Any, Any]]:
    old, new = _wire(before), _wire(after)
    for field in _OF_SESSION:
        if old[field] != new[field]:
            yield field, old[field], new[field]
    if before.workout_id == after.workout_id and _targets(before) != _targets(after):
        yield "intervals", old["intervals"], new["intervals"]
    if set(before.player_ids) != set(after.player_ids):
        yield "playerIds", list(before.player_ids), list(after.player_ids)
    if _units(before) != _units(after):
        yield "unitIds", _units(before), _units(after)


def _targets(session: Session) -> list[Any]:
    """The content without its lengths, which follow the duration."""
    return [
        [msgspec.structs.replace(one, duration_s=0.0) for one in session.intervals],
        [(block.name, block.exercises, block.drills) for block in session.blocks],
    ]


def _units(session: Session) -> list[str]:
    return sorted(one.unit_id for one in session.assignments if one.unit_id is not None)


def _wire(thing: Bundle | Session) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(thing)
    return fields
