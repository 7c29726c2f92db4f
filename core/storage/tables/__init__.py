"""The schema as it is now, the same for SQLite and PostgreSQL; migrations lead up to it.

Instants are UTC throughout; what a person reads is turned into the facility's zone at the rim.
"""

from core.storage.tables.administration import audit_log, signing_keys
from core.storage.tables.club import (
    equipment_kinds,
    equipment_units,
    facilities,
    players,
    restrictions,
    teams,
    users,
    workouts,
)
from core.storage.tables.metadata import metadata
from core.storage.tables.recording import session_events, session_results, session_rosters
from core.storage.tables.schedule import (
    assignments,
    bundle_templates,
    reservations,
    session_bundles,
    workout_sessions,
)

__all__ = [
    "assignments",
    "audit_log",
    "bundle_templates",
    "equipment_kinds",
    "equipment_units",
    "facilities",
    "metadata",
    "players",
    "reservations",
    "restrictions",
    "session_bundles",
    "session_events",
    "session_results",
    "session_rosters",
    "signing_keys",
    "teams",
    "users",
    "workout_sessions",
    "workouts",
]
