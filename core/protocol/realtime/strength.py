"""Requests at a rack ([S2])."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.domain.ids import PlayerId
from core.live.events import NextSetPreview, RestAction, SetData
from core.live.events.strength import LONGEST_REST_S
from core.protocol.realtime.base import (
    IdText,
    Kilograms,
    LineText,
    Number,
    Rating,
    Request,
)

STRENGTH_SET_COMPLETION = "training:strength:set_completion"
STRENGTH_WEIGHT_UPDATE = "training:strength:weight_update"
STRENGTH_REST_TIMER = "training:strength:rest_timer"
STRENGTH_FORM_FEEDBACK = "training:strength:form_feedback"

RestSeconds = Annotated[float, msgspec.Meta(ge=0, le=LONGEST_REST_S)]


class StrengthSetCompletion(Request, frozen=True, kw_only=True):
    """A set was done."""

    player_id: PlayerId
    exercise_id: IdText
    exercise_name: LineText = ""
    set_data: SetData
    next_set_preview: NextSetPreview | None = None
    """As the sender shows it; worked out by the hub where it says nothing."""


class StrengthWeightUpdate(Request, frozen=True, kw_only=True):
    """Another weight is on the bar."""

    player_id: PlayerId
    exercise_id: IdText
    weight: Kilograms
    previous_weight: Kilograms | None = None
    set_number: Number | None = None
    reason: LineText = ""


class StrengthRestTimerUpdate(Request, frozen=True, kw_only=True):
    """A rest begins, grows, or is over."""

    player_id: PlayerId
    exercise_id: LineText = ""
    action: RestAction = RestAction.STARTED
    rest_s: RestSeconds = 0.0
    next_set_number: Number | None = None


class StrengthFormReport(Request, frozen=True, kw_only=True):
    """How a set looked."""

    player_id: PlayerId
    exercise_id: IdText
    set_number: Number | None = None
    form_rating: Rating
    issues: Annotated[tuple[LineText, ...], msgspec.Meta(max_length=10)] = ()
    suggestion: LineText = ""
