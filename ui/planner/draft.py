"""The plan as the hub wants it: the body of POST session-bundles."""

from __future__ import annotations

from core.domain.drafts import BundleDraft, CommonProperties, SessionDraft
from ui.planner.plan import GroupPlan, Plan


def draft_of(plan: Plan) -> BundleDraft:
    """What is sent when the trainer presses Create.

    Players are named group by group as the trainer saw them on the board, so the hub is never
    asked to distribute anew; `distribution_strategy` says how they came there.
    """
    return BundleDraft(
        name=plan.name.strip(),
        common_properties=CommonProperties(
            start_date=plan.day,
            start_time=plan.start.strftime("%H:%M"),
            duration=plan.duration_min,
            facility_id=plan.facility_id,
            trainer_id=plan.trainer_id,
        ),
        sessions=tuple(_session(plan, group) for group in plan.groups),
        auto_distribute=False,
        distribution_strategy=plan.strategy,
        template_is_public=plan.saves_template and plan.shares_template,
        template_id=plan.template_id,
        save_as_template=plan.saves_template,
        template_name=plan.template_name.strip() if plan.saves_template else None,
    )


def _session(plan: Plan, group: GroupPlan) -> SessionDraft:
    return SessionDraft(
        name=group.name.strip(),
        equipment=group.equipment,
        player_ids=group.player_ids,
        workout_id=group.workout_id or plan.workout_id,
        duration=group.duration_min,
        facility_id=group.facility_id,
        customizations=group.customizations,
        trainer_id=group.trainer_id,
    )
