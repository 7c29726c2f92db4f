"""Tables of what the club has: people, places, machines, workouts."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
)

from core.domain.equipment import EquipmentType, MaintenanceEntry
from core.domain.facility import OpeningHours
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind
from core.storage.column_types import JsonOf, UtcInstant
from core.storage.tables.metadata import metadata

teams = Table(
    "teams",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)

players = Table(
    "players",
    metadata,
    Column("id", String, primary_key=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False, index=True),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("jersey_number", Integer, nullable=False),
    Column("position", String, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("sex", String, nullable=False),
    Column("mass_kg", Float, nullable=False),
    Column("heart_rate_max_bpm", Integer, nullable=False),
    Column("heart_rate_rest_bpm", Integer, nullable=False),
    Column("ftp_w", JsonOf(dict[EquipmentType, float]), nullable=False),
    Column("w_prime_j", JsonOf(dict[EquipmentType, float]), nullable=False),
    Column("heart_rate_max_source", String, nullable=False, server_default="measured"),
    Column("lthr_bpm", Integer),
    Column(
        "critical_power_w",
        JsonOf(dict[EquipmentType, float]),
        nullable=False,
        server_default="{}",
    ),
    Column("one_rep_max_kg", JsonOf(dict[str, float]), nullable=False, server_default="{}"),
    Column("skill", Integer),
    Column("photo", String),
    Column("is_archived", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_players_jersey_number_id", "jersey_number", "id"),
)

player_photos = Table(
    "player_photos",
    metadata,
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), primary_key=True),
    Column("media_type", String, nullable=False),
    Column("image", LargeBinary, nullable=False),
)

roster_imports = Table(
    "roster_imports",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", UtcInstant, nullable=False),
    Column("actor", String, nullable=False),
    Column("undone_at", UtcInstant),
    Column("journal", LargeBinary, nullable=False),
)
"""`journal` is JSON: who and what was added, and how changed players were before."""

facilities = Table(
    "facilities",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("opening_hours", JsonOf(tuple[OpeningHours, ...]), nullable=False, server_default="[]"),
    Column("turnaround_min", Float, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="1"),
)

equipment_kinds = Table(
    "equipment_kinds",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("unit_name", String, nullable=False),
    Column("suits", JsonOf(tuple[WorkoutKind, ...]), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)

equipment_units = Table(
    "equipment_units",
    metadata,
    Column("id", String, primary_key=True),
    Column("facility_id", ForeignKey("facilities.id"), nullable=False, index=True),
    Column("equipment", ForeignKey("equipment_kinds.code"), nullable=False),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
    Column(
        "maintenance", JsonOf(tuple[MaintenanceEntry, ...]), nullable=False, server_default="[]"
    ),
    Column("version", Integer, nullable=False, server_default="1"),
)

workouts = Table(
    "workouts",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("intervals", JsonOf(tuple[Interval, ...]), nullable=False),
    Column("blocks", JsonOf(tuple[Block, ...]), nullable=False),
    Column("tags", JsonOf(tuple[str, ...]), nullable=False),
    Column("series", JsonOf(tuple[Series, ...]), nullable=False, server_default="[]"),
    Column("description", String, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("archived_at", UtcInstant),
    Index(None, "name", "id"),
)

workout_versions = Table(
    "workout_versions",
    metadata,
    Column("workout_id", ForeignKey("workouts.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("saved_at", UtcInstant),
    Column("saved_by", String, nullable=False),
    Column("content", JsonOf(Workout), nullable=False),
)
"""Every version of every workout, the present one too; rows are added and never changed."""

restrictions = Table(
    "restrictions",
    metadata,
    Column("id", String, primary_key=True),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("body_part", String, nullable=False),
    Column("forbidden_equipment", JsonOf(tuple[EquipmentType, ...]), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("note", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("forbidden_movements", JsonOf(tuple[str, ...]), nullable=False),
    Column("intensity_ceiling_zone", Integer),
    Column("alternative_exercises", JsonOf(tuple[str, ...]), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)

users = Table(
    "users",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("login", String, nullable=False, unique=True),
    Column("password_hash", String, nullable=False),
    Column("disabled_at", UtcInstant),
    Column("last_seen_at", UtcInstant),
)
