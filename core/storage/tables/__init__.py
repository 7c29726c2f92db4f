"""The schema as it is now, the same for SQLite and PostgreSQL; migrations lead up to it.

Instants are UTC throughout; what a person reads is turned into the facility's zone at the rim.
"""

from core.storage.tables.access import (
    devices,
    join_codes,
    refresh_tokens,
    sign_ins,
    signing_keys,
)
from core.storage.tables.administration import audit_log
from core.storage.tables.club import (
    equipment_kinds,
    equipment_units,
    facilities,
    player_photos,
    players,
    restrictions,
    roster_imports,
    teams,
    users,
    workout_versions,
    workouts,
)
from core.storage.tables.metadata import metadata
from core.storage.tables.recording import (
    recording_chunks,
    recording_parts,
    session_events,
    session_results,
    session_rosters,
)
from core.storage.tables.schedule import (
    assignments,
    bundle_templates,
    programmes,
    reservations,
    session_bundles,
    workout_sessions,
)
from core.storage.tables.sensors import pairings

__all__ = [
    "assignments",
    "audit_log",
    "bundle_templates",
    "devices",
    "equipment_kinds",
    "equipment_units",
    "facilities",
    "join_codes",
    "metadata",
    "pairings",
    "player_photos",
    "players",
    "programmes",
    "recording_chunks",
    "recording_parts",
    "refresh_tokens",
    "reservations",
    "restrictions",
    "roster_imports",
    "session_bundles",
    "session_events",
    "session_results",
    "session_rosters",
    "sign_ins",
    "signing_keys",
    "teams",
    "users",
    "workout_sessions",
    "workout_versions",
    "workouts",
]
