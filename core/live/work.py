"""What a player has done so far besides heart rate and power: sets, drills, blocks, and how he is.

Instants are seconds since 1970. Made by the folds of `core.live`, never changed in place.
"""

from __future__ import annotations

import msgspec

from core.domain.ids import SessionId
from core.domain.value import Value
from core.live.events import HybridMode, MedicalStatus, NextSetPreview, SetData
from core.physiology.strength import volume_load_kg


class ExerciseState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """One exercise of one player."""

    name: str = ""
    sets: tuple[SetData, ...] = ()
    """In the order of their numbers; one reported again replaces the former."""
    weight: float | None = None
    """kg; on the bar now."""
    form_rating: int | None = None
    """The last, 1 to 5."""
    form_suggestion: str = ""

    @property
    def volume_kg(self) -> float:
        """Sum of weight times repetitions."""
        return volume_load_kg((one.weight, one.reps) for one in self.sets)


class StrengthState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A player at a rack."""

    exercises: dict[str, ExerciseState] = msgspec.field(default_factory=dict[str, ExerciseState])
    """By exercise id, in the order in which they were begun."""
    current_exercise: str = ""
    """Id of the last one that something was said of."""
    last_set: SetData | None = None
    last_set_at: float | None = None
    next_set: NextSetPreview | None = None
    rest_until: float | None = None
    """None: no rest is running."""

    @property
    def sets_done(self) -> int:
        """All sets of all exercises."""
        return sum(len(exercise.sets) for exercise in self.exercises.values())

    @property
    def reps_done(self) -> int:
        """All repetitions of all exercises."""
        return sum(one.reps for exercise in self.exercises.values() for one in exercise.sets)

    @property
    def volume_kg(self) -> float:
        """Volume load: sum of weight times repetitions over all sets."""
        return sum(exercise.volume_kg for exercise in self.exercises.values())

    @property
    def last_rpe(self) -> float | None:
        """How hard the last set was; None if not said."""
        return None if self.last_set is None else self.last_set.rpe


class DrillResult(Value, frozen=True, kw_only=True, omit_defaults=True):
    """One repetition of a drill."""

    repetition: int
    """From 1."""
    time_s: float
    errors: int = 0
    is_valid: bool = True


class DrillState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """One drill of one player."""

    name: str = ""
    results: tuple[DrillResult, ...] = ()
    """In the order of their numbers; one reported again replaces the former."""
    errors: tuple[str, ...] = ()
    """Kinds of the last 50 errors, oldest first."""
    error_count: int = 0
    step: int = 0
    """Of the pattern, in the running repetition."""
    total_steps: int = 0
    step_label: str = ""
    time_s: float | None = None
    """The last time taken within the running repetition."""

    @property
    def best_time_s(self) -> float | None:
        """Of the valid repetitions; None before the first."""
        return min((one.time_s for one in self.results if one.is_valid), default=None)


class AgilityState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A player in the lane."""

    drills: dict[str, DrillState] = msgspec.field(default_factory=dict[str, DrillState])
    """By drill id, in the order in which they were begun."""
    current_drill: str = ""
    """Id of the last one that something was said of."""

    @property
    def error_count(self) -> int:
        """All errors of all drills."""
        return sum(drill.error_count for drill in self.drills.values())


class HybridState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Where a player is in a workout of blocks."""

    block: int | None = None
    """From 0, their number past the last one; None before the first transition: the session's."""
    block_since: float | None = None
    block_duration_s: float | None = None
    """If it is not as planned."""
    block_until_s: float | None = None
    """Active second of the session at which his block ends, if a length was given to him alone."""
    mode: HybridMode | None = None
    mode_since: float | None = None


class MedicalState(Value, frozen=True, kw_only=True, omit_defaults=True):
    """How a player is. Details are for trainers and the medical staff only."""

    status: MedicalStatus = MedicalStatus.FIT
    body_part: str = ""
    note: str = ""
    since: float | None = None
    restriction_id: str | None = None
    proposed_session_id: SessionId | None = None
    """The nearest session that he may do."""
    response: str = ""
    """What the hub has done or proposes, in a sentence for the trainer."""
    restricted: bool = False
