"""Sets, weights, rests and form: what happens at a rack ([S2])."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from core.domain.ids import PlayerId
from core.domain.value import Value
from core.live.events.base import BaseEvent

LONGEST_REST_S: Final = 3600.0


class SetData(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A set as it was done."""

    set_number: Annotated[int, msgspec.Meta(ge=1, le=100)]
    """From 1."""
    reps: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    weight: Annotated[float, msgspec.Meta(ge=0, le=1000)]
    """kg"""
    rpe: Annotated[float, msgspec.Meta(ge=1, le=10)] | None = None
    """Rate of perceived exertion, 1 to 10."""
    form_rating: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    """1 (bad) to 5 (clean)."""


class NextSetPreview(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What the next set should be."""

    weight: Annotated[float, msgspec.Meta(ge=0, le=1000)]
    """kg"""
    target_reps: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    estimated_rest: Annotated[float, msgspec.Meta(ge=0, le=LONGEST_REST_S)]
    """Seconds until it."""
    text: Annotated[str, msgspec.Meta(max_length=500)] = ""
    """The advice in a sentence."""
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""
    """The numbers behind it."""


class StrengthSetCompleted(
    BaseEvent, frozen=True, kw_only=True, tag="training:strength:set_completion"
):
    """A set was done."""

    player_id: PlayerId
    exercise_id: str
    exercise_name: str = ""
    set_data: SetData
    next_set_preview: NextSetPreview | None = None
    """Worked out by the hub, where the sender does not say."""


class StrengthWeightUpdated(
    BaseEvent, frozen=True, kw_only=True, tag="training:strength:weight_update"
):
    """Another weight is on the bar."""

    player_id: PlayerId
    exercise_id: str
    weight: float
    """kg"""
    previous_weight: float | None = None
    """kg"""
    set_number: int | None = None
    """The set it is for."""
    reason: str = ""


class RestAction(StrEnum):
    """What became of a rest."""

    STARTED = "started"
    EXTENDED = "extended"
    SKIPPED = "skipped"
    FINISHED = "finished"


class StrengthRestTimer(BaseEvent, frozen=True, kw_only=True, tag="training:strength:rest_timer"):
    """A rest between sets runs from `timestamp`, was made longer, or is over."""

    player_id: PlayerId
    exercise_id: str = ""
    action: RestAction = RestAction.STARTED
    rest_s: float = 0.0
    """Seconds from `timestamp` until the next set; of a finished or skipped rest, 0."""
    next_set_number: int | None = None


class StrengthFormFeedback(
    BaseEvent, frozen=True, kw_only=True, tag="training:strength:form_feedback"
):
    """How a set looked, and what to correct."""

    player_id: PlayerId
    exercise_id: str
    set_number: int | None = None
    form_rating: int
    """1 (bad) to 5 (clean)."""
    issues: tuple[str, ...] = ()
    suggestion: str = ""
