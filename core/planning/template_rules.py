"""What a bundle template must be like."""

from __future__ import annotations

from collections.abc import Collection

from core.domain.bundle_template import BundleTemplate, SessionTemplate
from core.domain.session import MAX_SESSIONS, MIN_SESSIONS
from core.domain.value import Value
from core.errors import InvalidInputError
from core.planning.content_rules import (
    check_blocks,
    check_duration,
    check_interval,
    check_name,
)
from core.planning.limits import check_between, check_count, check_text
from core.planning.validation import check_known

MAX_PLAYERS = 100
"""In one session of a template."""


class Shelf(Value, frozen=True, kw_only=True):
    """What exists, as far as a template mentions it."""

    kinds: Collection[str]
    workouts: Collection[str]
    facilities: Collection[str]


def check_template(template: BundleTemplate, shelf: Shelf) -> None:
    """See that a template can be meant.

    Raises:
        InvalidInputError: It cannot; `field` says where.
    """
    check_name(template.name, "name")
    check_text(template.description, "description", "description")
    check_tags(template.tags)
    check_duration(template.default_duration, "defaultDuration")
    if template.facility_id is not None:
        check_known("facility", template.facility_id, shelf.facilities, "facilityId")
    count = len(template.sessions)
    if not MIN_SESSIONS <= count <= MAX_SESSIONS:
        message = f"A template has {MIN_SESSIONS} to {MAX_SESSIONS} sessions, not {count}."
        action = "Add a session." if count < MIN_SESSIONS else "Leave some sessions out."
        raise InvalidInputError(message, suggested_action=action, field="sessions")
    for index, session in enumerate(template.sessions):
        _check_session(session, shelf, f"sessions.{index}")


def check_tags(tags: Collection[str]) -> None:
    """See that tags are words.

    Raises:
        InvalidInputError: One is not, or there are too many.
    """
    check_count(len(tags), "tags", "tags")
    for index, tag in enumerate(tags):
        check_name(tag, f"tags.{index}")


def _check_session(session: SessionTemplate, shelf: Shelf, path: str) -> None:
    if session.custom_name:
        check_name(session.custom_name, f"{path}.customName")
    check_known("machine type", session.equipment, shelf.kinds, f"{path}.equipment")
    if session.workout_template is not None:
        field = f"{path}.workoutTemplate"
        check_known("workout", session.workout_template, shelf.workouts, field)
    if session.facility_id is not None:
        check_known("facility", session.facility_id, shelf.facilities, f"{path}.facilityId")
    if session.duration is not None:
        check_duration(session.duration, f"{path}.duration")
    limits = (0, MAX_PLAYERS)
    check_between(session.player_count, limits, "players", f"{path}.playerCount")
    if session.customizations is not None:
        path = f"{path}.customizations"
        for index, interval in enumerate(session.customizations.intervals):
            check_interval(interval, f"{path}.intervals.{index}")
        check_blocks(session.customizations.blocks, f"{path}.blocks")
