"""The first schema: club, schedule, recordings, administration."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_INSTANT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _foreign(
    table: str, column: str, target: str, *, is_cascading: bool = False
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    ondelete = "CASCADE" if is_cascading else None
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Make the step."""
    _create_club()
    _create_schedule()
    _create_recording()
    _create_administration()


def _create_club() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_table(
        "players",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("jersey_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("mass_kg", sa.Float(), nullable=False),
        sa.Column("heart_rate_max_bpm", sa.Integer(), nullable=False),
        sa.Column("heart_rate_rest_bpm", sa.Integer(), nullable=False),
        sa.Column("ftp_w", _JSON, nullable=False),
        sa.Column("w_prime_j", _JSON, nullable=False),
        _foreign("players", "team_id", "teams.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_players")),
    )
    op.create_index(op.f("ix_players_team_id"), "players", ["team_id"], unique=False)
    op.create_table(
        "facilities",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilities")),
    )
    op.create_table(
        "equipment_kinds",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_name", sa.String(), nullable=False),
        sa.Column("suits", _JSON, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_equipment_kinds")),
    )
    op.create_table(
        "equipment_units",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("facility_id", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        _foreign("equipment_units", "equipment", "equipment_kinds.code"),
        _foreign("equipment_units", "facility_id", "facilities.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_units")),
    )
    op.create_index(
        op.f("ix_equipment_units_facility_id"), "equipment_units", ["facility_id"], unique=False
    )
    op.create_table(
        "workouts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("intervals", _JSON, nullable=False),
        sa.Column("blocks", _JSON, nullable=False),
        sa.Column("tags", _JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workouts")),
    )
    op.create_table(
        "restrictions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=False),
        sa.Column("body_part", sa.String(), nullable=False),
        sa.Column("forbidden_equipment", _JSON, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("forbidden_movements", _JSON, nullable=False),
        sa.Column("intensity_ceiling_zone", sa.Integer(), nullable=True),
        sa.Column("alternative_exercises", _JSON, nullable=False),
        _foreign("restrictions", "player_id", "players.id", is_cascading=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restrictions")),
    )
    op.create_index(op.f("ix_restrictions_player_id"), "restrictions", ["player_id"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("disabled_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )


def _create_schedule() -> None:
    op.create_table(
        "session_bundles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("trainer_id", sa.String(), nullable=True),
        sa.Column("facility_id", sa.String(), nullable=False),
        sa.Column("starts_at", _INSTANT, nullable=False),
        sa.Column("duration_minutes", sa.Float(), nullable=False),
        sa.Column("distribution_strategy", sa.String(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("session_bundles", "facility_id", "facilities.id"),
        _foreign("session_bundles", "trainer_id", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_bundles")),
    )
    op.create_index(
        op.f("ix_session_bundles_starts_at_id"),
        "session_bundles",
        ["starts_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_bundles_trainer_id"), "session_bundles", ["trainer_id"], unique=False
    )
    op.create_table(
        "workout_sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("bundle_id", sa.String(), nullable=True),
        sa.Column("bundle_order", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("facility_id", sa.String(), nullable=False),
        sa.Column("trainer_id", sa.String(), nullable=True),
        sa.Column("workout_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("intervals", _JSON, nullable=False),
        sa.Column("blocks", _JSON, nullable=False),
        sa.Column("starts_at", _INSTANT, nullable=False),
        sa.Column("ends_at", _INSTANT, nullable=False),
        sa.Column("duration_minutes", sa.Float(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("started_at", _INSTANT, nullable=True),
        sa.Column("ended_at", _INSTANT, nullable=True),
        _foreign("workout_sessions", "bundle_id", "session_bundles.id", is_cascading=True),
        _foreign("workout_sessions", "equipment", "equipment_kinds.code"),
        _foreign("workout_sessions", "facility_id", "facilities.id"),
        _foreign("workout_sessions", "trainer_id", "users.id"),
        _foreign("workout_sessions", "workout_id", "workouts.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workout_sessions")),
    )
    op.create_index(
        op.f("ix_workout_sessions_bundle_id"), "workout_sessions", ["bundle_id"], unique=False
    )
    op.create_index(
        op.f("ix_workout_sessions_starts_at_ends_at"),
        "workout_sessions",
        ["starts_at", "ends_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_workout_sessions_status"), "workout_sessions", ["status"], unique=False
    )
    op.create_table(
        "assignments",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=True),
        _foreign("assignments", "player_id", "players.id"),
        _foreign("assignments", "session_id", "workout_sessions.id", is_cascading=True),
        _foreign("assignments", "unit_id", "equipment_units.id"),
        sa.PrimaryKeyConstraint("session_id", "player_id", name=op.f("pk_assignments")),
        sa.UniqueConstraint(
            "session_id", "unit_id", name=op.f("uq_assignments_session_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_assignments_player_id"), "assignments", ["player_id"], unique=False)
    op.create_table(
        "reservations",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("starts_at", _INSTANT, nullable=False),
        sa.Column("ends_at", _INSTANT, nullable=False),
        _foreign("reservations", "session_id", "workout_sessions.id", is_cascading=True),
        _foreign("reservations", "unit_id", "equipment_units.id"),
        sa.PrimaryKeyConstraint("session_id", "unit_id", name=op.f("pk_reservations")),
    )
    op.create_index(op.f("ix_reservations_ends_at"), "reservations", ["ends_at"], unique=False)
    op.create_index(
        op.f("ix_reservations_unit_id_starts_at"),
        "reservations",
        ["unit_id", "starts_at"],
        unique=False,
    )
    op.create_table(
        "bundle_templates",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("created_by", sa.String(), nullable=True),
        sa.Column("config", _JSON, nullable=False),
        sa.Column("tags", _JSON, nullable=False),
        sa.Column("is_public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        _foreign("bundle_templates", "created_by", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_templates")),
    )
    op.execute(
        "CREATE VIEW bundle_sessions AS "
        "SELECT bundle_id, id AS session_id, bundle_order AS session_order "
        "FROM workout_sessions WHERE bundle_id IS NOT NULL"
    )


def _create_recording() -> None:
    op.create_table(
        "session_events",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        _foreign("session_events", "session_id", "workout_sessions.id", is_cascading=True),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_session_events")),
        sa.UniqueConstraint("event_id", name=op.f("uq_session_events_event_id")),
    )
    op.create_table(
        "session_results",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("metrics_version", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.Column("traces", sa.LargeBinary(), nullable=False),
        _foreign("session_results", "session_id", "workout_sessions.id", is_cascading=True),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_results")),
    )
    op.create_table(
        "session_rosters",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        _foreign("session_rosters", "session_id", "workout_sessions.id", is_cascading=True),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_rosters")),
    )


def _create_administration() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_subject"), "audit_log", ["subject"], unique=False)
    op.create_table(
        "signing_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
    )
