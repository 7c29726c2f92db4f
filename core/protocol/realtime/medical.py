"""Requests about a player's fitness, and about moving him ([S2])."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SessionId
from core.domain.restriction import Severity
from core.live.events import MedicalStatus
from core.protocol.realtime.base import LineText, Request

MEDICAL_STATUS_CHANGED = "training:medical:status_changed"
CROSS_SESSION_PARTICIPANT_MOVE = "training:cross:session_participant_move"

_Code = Annotated[EquipmentType, msgspec.Meta(min_length=1, max_length=64)]
_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class MedicalStatusChange(Request, frozen=True, kw_only=True):
    """How a player is; his own device may say `pain` and `fit`."""

    player_id: PlayerId
    status: MedicalStatus
    body_part: LineText = ""
    note: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    forbidden_equipment: Annotated[tuple[_Code, ...], msgspec.Meta(max_length=20)] | None = None
    """Machine types; what is usual for the status if absent. Only from the medical staff and
    trainers, like all that follows."""
    forbidden_movements: Annotated[tuple[_Word, ...], msgspec.Meta(max_length=20)] = ()
    intensity_ceiling_zone: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    alternative_exercises: Annotated[tuple[_Word, ...], msgspec.Meta(max_length=20)] = ()
    severity: Severity | None = None
    until: date | None = None
    """Last day on which it holds."""


class ParticipantMove(Request, frozen=True, kw_only=True):
    """Move a player; `sessionId` is the session that he leaves."""

    player_id: PlayerId
    session_id: Annotated[SessionId, msgspec.Meta(max_length=64)] = msgspec.field(
        name="fromSessionId"
    )
    to_session_id: Annotated[SessionId, msgspec.Meta(max_length=64)]
    reason: LineText = ""
