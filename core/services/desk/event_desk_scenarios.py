"""Realistic goings-on for a demonstration: each a list of events with their moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.player import Player
from core.domain.session import Session
from core.domain.value import Value

DEMONSTRATION: Final = "Demonstration"
"""How the name of a session begins into which made-up events may go without a question."""


class Stage(Value, frozen=True, kw_only=True):
    """Where a scenario is played."""

    session_id: SessionId
    bundle_id: BundleId | None
    players: tuple[Player, ...]

    @property
    def first(self) -> PlayerId:
        """Who has the leading part."""
        return self.players[0].id


class Step(Value, frozen=True, kw_only=True):
    """One event of a scenario."""

    after_s: float
    """Since the scenario began."""
    name: str
    payload: dict[str, Any]


class Scenario(Value, frozen=True, kw_only=True):
    """Something to show."""

    id: str
    title: str
    about: str
    script: Callable[[Stage], Iterator[Step]]

    def steps(self, stage: Stage) -> tuple[Step, ...]:
        """Its events, in order."""
        return tuple(sorted(self.script(stage), key=lambda step: step.after_s))


def is_demonstration(session: Session) -> bool:
    """Whether a session is there for demonstrations only."""
    return session.name.startswith(DEMONSTRATION)


def _step(stage: Stage, after_s: float, name: str, **fields: object) -> Step:
    return Step(after_s=after_s, name=name, payload={"sessionId": stage.session_id, **fields})


def _strength(stage: Stage) -> Iterator[Step]:
    """Back squats, from the first warm-up set until a set that is nearly too hard."""
    sets = ((60.0, 8, 5.0, 5), (80.0, 6, 6.5, 5), (95.0, 5, 8.0, 4), (102.5, 4, 9.5, 3))
    for number, (weight, reps, rpe, form) in enumerate(sets, start=1):
        begins = (number - 1) * 12.0
        common = {"playerId": stage.first, "exerciseId": "back-squat"}
        yield _step(
            stage,
            begins,
            "training:strength:weight_update",
            weight=weight,
            setNumber=number,
            **common,
        )
        yield _step(
            stage,
            begins + 6,
            "training:strength:set_completion",
            exerciseName="Back squat",
            setData={
                "setNumber": number,
                "reps": reps,
                "weight": weight,
                "rpe": rpe,
                "formRating": form,
            },
            **common,
        )
        yield _step(
            stage,
            begins + 7,
            "training:strength:rest_timer",
            action="started",
            restS=120,
            nextSetNumber=number + 1,
            **common,
        )
    yield _step(
        stage,
        44,
        "training:strength:form_feedback",
        playerId=stage.first,
        exerciseId="back-squat",
        setNumber=4,
        formRating=3,
        issues=["knees inwards"],
        suggestion="Five kilograms less, knees out.",
    )


_RISE: Final = (0.58, 0.66, 0.74, 0.79, 0.84, 0.88, 0.92, 0.95, 0.9, 0.82, 0.74, 0.66)
"""Shares of the maximum heart rate through the zones and back."""


def _zones(stage: Stage) -> Iterator[Step]:
    """Everybody works up to zone 5 and recovers, each a little later than the one before."""
    for place, player in enumerate(stage.players):
        for number, share in enumerate(_RISE):
            yield _step(
                stage,
                number * 3.0 + place * 0.4,
                "training:player:metrics",
                playerId=player.id,
                heartRate=round(player.heart_rate_max_bpm * share),
                power=round(120 + 220 * (share - 0.55) / 0.4),
                cadence=24 + round(10 * share),
            )


def _drills(stage: Stage) -> Iterator[Step]:
    """Three runs of a drill: clean, with an error, and a best time."""
    labels = ("Cone A", "Cone B", "Cone C", "Finish")
    for repetition, (time_s, error) in enumerate(((9.84, ""), (10.61, "missed_line"), (9.42, ""))):
        begins = repetition * 12.0
        common = {"playerId": stage.first, "drillId": "t-drill", "repetition": repetition + 1}
        for place, label in enumerate(labels, start=1):
            yield _step(
                stage,
                begins + place * 2,
                "training:agility:pattern_progress",
                step=place,
                totalSteps=len(labels),
                label=label,
                **common,
            )
        if error:
            yield _step(
                stage,
                begins + 6.5,
                "training:agility:error_tracking",
                error=error,
                step=3,
                **common,
            )
        yield _step(
            stage,
            begins + 9,
            "training:agility:drill_completion",
            drillName="T drill",
            timeS=time_s,
            errors=int(bool(error)),
            isValid=not error,
            targetTimeS=9.5,
            **common,
        )


def _bulk(stage: Stage) -> Iterator[Step]:
    """All sessions of the bundle are paused and go on, while the hub says how far it is."""
    for after_s, operation in ((0.0, "pause_all"), (6.0, "resume_all")):
        yield Step(
            after_s=after_s,
            name="training:bulk:operation",
            payload={"bundleId": stage.bundle_id, "operation": operation},
        )


def _emergency(stage: Stage) -> Iterator[Step]:
    """A player presses the pain button; the trainer stops the group, looks, and goes on."""
    status = "training:medical:status_changed"
    yield _step(stage, 0, status, playerId=stage.first, status="pain", note="Left knee")
    yield _step(
        stage, 2, "training:session:message", text="Stop, please. I am coming over to have a look."
    )
    yield _step(stage, 3, "training:session:pause")
    yield _step(stage, 12, status, playerId=stage.first, status="fit", note="Cramp, nothing more")
    yield _step(stage, 13, "training:session:message", text="All is well. On we go.")
    yield _step(stage, 14, "training:session:resume")


SCENARIOS: Final[tuple[Scenario, ...]] = (
    Scenario(
        id="strength",
        title="Strength progression",
        about="Four sets of back squats up to RPE 9.5, with rests, advice and a remark on form.",
        script=_strength,
    ),
    Scenario(
        id="zones",
        title="Zone transitions",
        about="Everybody's heart rate climbs through the zones and comes back.",
        script=_zones,
    ),
    Scenario(
        id="drills",
        title="Drill errors",
        about="Three runs of a drill: clean, with a missed line, and a best time.",
        script=_drills,
    ),
    Scenario(
        id="bulk",
        title="Bulk progress",
        about="All sessions of the bundle pause and go on; the hub tells how far it is.",
        script=_bulk,
    ),
    Scenario(
        id="emergency",
        title="Medical emergency",
        about="A player reports pain; the group is stopped, he is looked at, and all go on.",
        script=_emergency,
    ),
)
"""In the order in which they are offered."""


def scenario_named(scenario_id: str) -> Scenario:
    """One of them.

    Raises:
        KeyError: There is none of that name.
    """
    by_id: Mapping[str, Scenario] = {one.id: one for one in SCENARIOS}
    return by_id[scenario_id]
