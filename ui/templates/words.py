"""Templates and programmes in words."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.bundle_template import KeptTemplate
from core.domain.programme import PlannedTraining, Programme, ProgrammeWeek
from core.domain.session import SessionStatus
from widgets.charts.week_timeline import Mark, WeekBar

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def count_text(number: int, noun: str) -> str:
    """A number with its noun: "1 player", "3 players"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def crowd_text(template: KeptTemplate) -> str:
    """For how many it is: "3 groups · 18 players"."""
    groups = count_text(len(template.sessions), "group")
    return f"{groups} · {count_text(template.player_count, 'player')}"


def size_text(template: KeptTemplate) -> str:
    """How large it is: "3 groups · 18 players · 60 min"."""
    return f"{crowd_text(template)} · {template.default_duration:g} min"


def used_text(template: KeptTemplate) -> str:
    """What was made from it: "Used 4 times, last on 12 Nov 2026"."""
    if not template.usage_count or template.last_used_at is None:
        return "Not used yet"
    times = "once" if template.usage_count == 1 else f"{template.usage_count} times"
    return f"Used {times}, last on {day_text(template.last_used_at.astimezone().date())}"


def owner_text(template: KeptTemplate) -> str:
    """Whose it is and who sees it."""
    owner = template.created_by_name or "the hub's desk"
    return f"By {owner} · {'all trainers' if template.is_public else 'private'}"


def day_text(day: date) -> str:
    """A day without its weekday: "16 Nov 2026"."""
    return f"{day.day} {day:%b %Y}"


def training_day(training: PlannedTraining) -> str:
    """A day without its year: "Mon 16 Nov"."""
    return f"{WEEKDAYS[training.day.weekday()]} {training.day.day} {training.day:%b}"


def week_bars(weeks: tuple[ProgrammeWeek, ...], now: datetime) -> tuple[WeekBar, ...]:
    """A programme as a timeline."""
    return tuple(
        WeekBar(
            number=week.number,
            caption=f"{week.starts_on.day} {week.starts_on:%b}",
            share=week.load_share,
            is_deload=week.is_deload,
            marks=tuple(mark_of(one, now) for one in week.trainings),
            words=week_text(week),
        )
        for week in weeks
    )


def mark_of(training: PlannedTraining, now: datetime) -> Mark:
    """How a training stands."""
    if training.problem:
        return Mark.CONFLICT
    if training.bundle_id is None:
        return Mark.MISSING if training.starts_at is None else Mark.OPEN
    is_over = training.status is not None and training.status.is_over
    is_past = training.starts_at is not None and training.starts_at < now
    return Mark.OVER if is_over or is_past else Mark.PLANNED


def week_text(week: ProgrammeWeek) -> str:
    """A week in one sentence."""
    load = f"{week.load_share * 100:.0f} % of the first week's load"
    kind = " (deload)" if week.is_deload else ""
    trainings = count_text(len(week.trainings), "training") if week.trainings else "no training"
    trouble = len(week.problems)
    conflicts = f", {count_text(trouble, 'conflict')}" if trouble else ""
    return f"Week {week.number}: {load}{kind}, {trainings}{conflicts}."


def standing_text(training: PlannedTraining) -> str:
    """What is to be said of a training."""
    if training.problem:
        return training.problem
    if training.bundle_id is None:
        if training.starts_at is None:
            return "Not planned"
        left = len(training.unassigned)
        return f"Free · {count_text(training.player_count, 'player')}" + (
            f", {left} without a place" if left else ""
        )
    words = {
        SessionStatus.SCHEDULED: "Planned",
        SessionStatus.IN_PROGRESS: "In progress",
        SessionStatus.PAUSED: "Paused",
        SessionStatus.COMPLETED: "Completed",
        SessionStatus.CANCELLED: "Cancelled",
        SessionStatus.FORCE_ENDED: "Ended early",
    }
    status = words[training.status] if training.status is not None else "Planned"
    return f"{status} · {count_text(training.player_count, 'player')}"


def span_text(programme: Programme) -> str:
    """When it is: "8 weeks from 12 Jan 2026 · Mon, Thu 09:00"."""
    plan = programme.plan
    days = ", ".join(WEEKDAYS[one - 1] for one in sorted(plan.weekdays))
    weeks = count_text(plan.weeks, "week")
    return f"{weeks} from {day_text(plan.first_date)} · {days} {plan.start_time}"
