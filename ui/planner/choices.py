"""What a group can have of its own: its place, its trainer."""

from __future__ import annotations

from ui.planner.club import Club
from ui.planner.plan import Plan
from widgets.inputs.choice import Option


def place_options(plan: Plan, club: Club) -> list[Option]:
    """Facilities for a group; the first one is the bundle's."""
    common = f"At: {club.facilities[plan.facility_id].name}"
    return [
        Option(id="", text=common),
        *(Option(id=one.id, text=one.name) for one in club.facilities.values()),
    ]


def leader_options(club: Club) -> list[Option]:
    """Who can lead the bundle; the first one is whoever plans it."""
    return [
        Option(id="", text="Whoever plans"),
        *(Option(id=one.id, text=one.name) for one in club.trainers.values()),
    ]


def trainer_options(plan: Plan, club: Club) -> list[Option]:
    """Trainers for a group; the first one is the bundle's."""
    return [
        Option(id="", text=f"Led by: {club.trainer_name(plan.trainer_id) or 'whoever plans'}"),
        *(Option(id=one.id, text=one.name) for one in club.trainers.values()),
    ]
