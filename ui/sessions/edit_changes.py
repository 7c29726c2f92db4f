"""What the trainer has changed of a bundle so far: only what is different from what is stored."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET

from core.domain.drafts import CommonChanges, SessionChanges, Updates
from core.domain.facility import Facility
from core.domain.ids import SessionId
from core.domain.session import Bundle, Session

_set = msgspec.structs.replace


def with_common(
    updates: Updates, bundle: Bundle, place: Facility, name: str, value: object
) -> Updates:
    """The changes with one thing that all sessions share set; what is stored is no change."""
    kept = UNSET if value == stored_common(bundle, place)[name] else value
    return _set(updates, common=_set(updates.common, **{name: kept}))


def with_session(updates: Updates, session: Session, name: str, value: object) -> Updates:
    """The changes with one thing of one session set; what is stored is no change."""
    kept = UNSET if value == getattr(session, name) else value
    changes = _set(updates.individual.get(session.id, SessionChanges()), **{name: kept})
    individual = {**updates.individual, session.id: changes}
    if changes == SessionChanges():
        del individual[session.id]
    return _set(updates, individual=individual)


def rebased(updates: Updates, bundle: Bundle, place: Facility) -> Updates:
    """The same wishes beside a bundle that somebody else has changed meanwhile."""
    here = {session.id: session for session in bundle.sessions}
    result = Updates()
    for name, value in _set_fields(updates.common):
        result = with_common(result, bundle, place, name, value)
    for session_id, changes in updates.individual.items():
        for name, value in _set_fields(changes) if session_id in here else ():
            result = with_session(result, here[session_id], name, value)
    return result


def common_now(updates: Updates, bundle: Bundle, place: Facility) -> dict[str, object]:
    """What all sessions share, as the form shows it."""
    return {**stored_common(bundle, place), **dict(_set_fields(updates.common))}


def session_now(updates: Updates, session: Session, name: str) -> object:
    """One thing of one session, as the form shows it."""
    changes = updates.individual.get(session.id, SessionChanges())
    value = getattr(changes, name)
    return getattr(session, name) if value is UNSET else value


def stored_common(bundle: Bundle, place: Facility) -> dict[str, object]:
    """What all sessions share, on the wall clock of the facility."""
    local = _local(bundle.starts_at, place)
    return {
        "name": bundle.name,
        "start_date": local.date(),
        "start_time": f"{local:%H:%M}",
        "duration": round(bundle.duration_min),
        "facility_id": bundle.facility_id,
        "trainer_id": bundle.trainer_id,
    }


def wire_name(name: str) -> str:
    """A field as refusals call it: "startTime"."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _set_fields(changes: CommonChanges | SessionChanges) -> list[tuple[str, object]]:
    names = changes.__struct_fields__
    return [(one, value) for one in names if (value := getattr(changes, one)) is not UNSET]


def _local(instant: datetime, place: Facility) -> datetime:
    return instant.astimezone(ZoneInfo(place.time_zone))


def own_path(session_id: SessionId, name: str) -> str:
    """The field of a session as refusals call it."""
    return f"updates.individual.{session_id}.{wire_name(name)}"


def common_path(name: str) -> str:
    """The field of all sessions as refusals call it."""
    return f"updates.common.{wire_name(name)}"
