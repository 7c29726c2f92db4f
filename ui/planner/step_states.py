"""What the rail says about each step."""

from __future__ import annotations

from ui.planner.editor import PlanEditor
from ui.planner.places import Step
from ui.planner.view_model import WizardModel
from widgets.inputs.step_rail import StepState


def step_states(model: WizardModel, editor: PlanEditor) -> tuple[tuple[StepState, str], ...]:
    """State and note of each step, in order."""
    review, plan = editor.review, editor.plan
    notes = {
        Step.CONFIGURE: f"{len(plan.groups)} groups, {plan.duration_min} min",
        Step.GROUPS: f"{review.player_count} of {len(editor.club.players)} placed",
        Step.REVIEW: "",
    }
    wrong = {problem.place.step for problem in review.problems}
    return tuple((_state(model, step, wrong), notes[step]) for step in Step)


def _state(model: WizardModel, step: Step, wrong: set[Step]) -> StepState:
    if step is model.step:
        return StepState.CURRENT
    if step in wrong and step <= model.furthest:
        return StepState.PROBLEM
    return StepState.DONE if step < model.furthest else StepState.AHEAD
