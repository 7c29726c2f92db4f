"""Tables of what is planned.

A session is in at most one bundle, so its place there is two columns of its own row
(`bundle_id`, `bundle_order`). The relation `bundle_sessions` is a view of them: as a second
table it would be a second truth that could disagree.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    event,
    false,
)

from core.domain.programme import ProgrammeDraft
from core.domain.workout import Block, Interval
from core.storage.column_types import JsonOf, UtcInstant
from core.storage.tables.metadata import metadata

session_bundles = Table(
    "session_bundles",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("description", String, nullable=False),
    Column("trainer_id", ForeignKey("users.id"), index=True),
    Column("facility_id", ForeignKey("facilities.id"), nullable=False),
    Column("starts_at", UtcInstant, nullable=False),
    Column("duration_minutes", Float, nullable=False),
    Column("distribution_strategy", String, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    Column("version", Integer, nullable=False),
    # Templates and programmes are put away, never deleted: these need nobody to guard them.
    Column("template_id", String),
    Column("programme_id", String),
    Column("programme_week", Integer),
    Index(None, "starts_at", "id"),
    Index(None, "template_id", "created_at"),
    Index(None, "programme_id", "starts_at"),
)

workout_sessions = Table(
    "workout_sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("bundle_id", ForeignKey("session_bundles.id", ondelete="CASCADE"), index=True),
    Column("bundle_order", Integer),
    Column("name", String, nullable=False),
    Column("equipment", ForeignKey("equipment_kinds.code"), nullable=False),
    Column("facility_id", ForeignKey("facilities.id"), nullable=False),
    Column("trainer_id", ForeignKey("users.id")),
    Column("workout_id", ForeignKey("workouts.id"), index=True),
    Column("kind", String, nullable=False),
    Column("intervals", JsonOf(tuple[Interval, ...]), nullable=False),
    Column("blocks", JsonOf(tuple[Block, ...]), nullable=False),
    Column("starts_at", UtcInstant, nullable=False),
    Column("ends_at", UtcInstant, nullable=False),
    Column("duration_minutes", Float, nullable=False),
    Column("status", String, nullable=False),
    Column("started_at", UtcInstant),
    Column("ended_at", UtcInstant),
    Column("workout_version", Integer),
    Index(None, "starts_at", "ends_at"),
    Index(None, "status", "starts_at", "bundle_id"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("session_id", ForeignKey("workout_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("player_id", ForeignKey("players.id"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("unit_id", ForeignKey("equipment_units.id")),
    UniqueConstraint("session_id", "unit_id"),
)

reservations = Table(
    "reservations",
    metadata,
    Column("session_id", ForeignKey("workout_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", ForeignKey("equipment_units.id"), primary_key=True),
    Column("starts_at", UtcInstant, nullable=False),
    Column("ends_at", UtcInstant, nullable=False),
    Index(None, "unit_id", "starts_at"),
    Index(None, "ends_at"),
)

bundle_templates = Table(
    "bundle_templates",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("description", String, nullable=False, server_default=""),
    Column("created_by", ForeignKey("users.id")),
    Column("config", JsonOf(dict[str, object]), nullable=False),
    Column("tags", JsonOf(tuple[str, ...]), nullable=False),
    Column("is_public", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant),
    Column("archived_at", UtcInstant),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "name", "id"),
)

programmes = Table(
    "programmes",
    metadata,
    Column("id", String, primary_key=True),
    Column("template_id", ForeignKey("bundle_templates.id"), nullable=False),
    Column("plan", JsonOf(ProgrammeDraft), nullable=False),
    Column("created_by", ForeignKey("users.id")),
    Column("created_at", UtcInstant, nullable=False),
    Column("ended_at", UtcInstant),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "created_at", "id"),
)

BUNDLE_SESSIONS_VIEW = (
    "CREATE VIEW bundle_sessions AS "
    "SELECT bundle_id, id AS session_id, bundle_order AS session_order "
    "FROM workout_sessions WHERE bundle_id IS NOT NULL"
)


def _create_view(_table: Table, connection: Connection, **_options: object) -> None:
    connection.exec_driver_sql(BUNDLE_SESSIONS_VIEW)


event.listen(workout_sessions, "after_create", _create_view)
