"""Tables of what the club has: people, places, machines, workouts."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, String, Table

from core.domain.equipment import EquipmentType
from core.domain.workout import Block, Interval, WorkoutKind
from core.storage.column_types import JsonOf, UtcInstant
from core.storage.tables.metadata import metadata

teams = Table(
    "teams",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
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
)

facilities = Table(
    "facilities",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("time_zone", String, nullable=False),
)

equipment_kinds = Table(
    "equipment_kinds",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("unit_name", String, nullable=False),
    Column("suits", JsonOf(tuple[WorkoutKind, ...]), nullable=False),
)

equipment_units = Table(
    "equipment_units",
    metadata,
    Column("id", String, primary_key=True),
    Column("facility_id", ForeignKey("facilities.id"), nullable=False, index=True),
    Column("equipment", ForeignKey("equipment_kinds.code"), nullable=False),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
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
)

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
)
