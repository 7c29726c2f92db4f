"""Who has what a plan wants, and the ways out, as data that any client can act on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.value import Value
from core.errors import HockeyHubError


class Holder(Value, frozen=True, kw_only=True):
    """A session that has what another one wants."""

    session_id: SessionId
    session_name: str
    bundle_id: BundleId | None = None
    starts_at: datetime
    """UTC."""
    ends_at: datetime
    unit_count: int = 0
    """How many of the wanted machines it holds."""
    player_ids: tuple[PlayerId, ...] = ()
    """Which of the wanted players are in it."""


class WayOutKind(StrEnum):
    """What would have to be different."""

    OTHER_UNIT = "other_unit"
    """Machines of another type, or in another place."""
    OTHER_TIME = "other_time"
    SMALLER_GROUP = "smaller_group"


class WayOut(Value, frozen=True, kw_only=True):
    """A plan that would go: the request that was refused, with these fields changed."""

    kind: WayOutKind
    label: str
    """As on a button: "Start 10:15"."""
    changes: dict[str, str | tuple[str, ...]]
    """New value by dotted path in the request: `sessions.1.equipment`."""


class Conflict(Value, frozen=True, kw_only=True):
    """What the `details` of a refusal hold where plans are in each other's way."""

    held_by: tuple[Holder, ...] = ()
    """The sessions that have what was wanted."""
    ways_out: tuple[WayOut, ...] = ()
    """What would go instead, the best first."""


def details_of(conflict: Conflict) -> dict[str, Any]:
    """The conflict as the `details` of an error."""
    details: dict[str, Any] = msgspec.to_builtins(conflict)
    return details


def conflict_of(error: HockeyHubError) -> Conflict:
    """The conflict behind a refusal, here or over the wire; an empty one for all others."""
    try:
        return msgspec.convert(error.details, Conflict)
    except msgspec.ValidationError:
        return Conflict()
