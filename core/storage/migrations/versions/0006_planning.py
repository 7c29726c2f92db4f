"""What planning needs to know: bodies, opening hours, maintenance, versions, roster imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

_INSTANT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_VERSIONED = (
    "teams",
    "players",
    "facilities",
    "equipment_kinds",
    "equipment_units",
    "restrictions",
)


def upgrade() -> None:
    """Make the step."""
    _know_bodies()
    _know_places()
    for table in _VERSIONED:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    _create_photos()
    _create_imports()
    _find_by_status()
    _keep_workouts()
    _keep_templates()


def _find_by_status() -> None:
    op.drop_index(op.f("ix_workout_sessions_status"), "workout_sessions")
    op.create_index(
        op.f("ix_workout_sessions_status_starts_at_bundle_id"),
        "workout_sessions",
        ["status", "starts_at", "bundle_id"],
        unique=False,
    )


def _know_bodies() -> None:
    for column in (
        sa.Column("heart_rate_max_source", sa.String(), server_default="measured", nullable=False),
        sa.Column("lthr_bpm", sa.Integer(), nullable=True),
        sa.Column("critical_power_w", _JSON, server_default="{}", nullable=False),
        sa.Column("one_rep_max_kg", _JSON, server_default="{}", nullable=False),
        sa.Column("skill", sa.Integer(), nullable=True),
        sa.Column("photo", sa.String(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("players", column)
    op.create_index(
        op.f("ix_players_jersey_number_id"), "players", ["jersey_number", "id"], unique=False
    )


def _know_places() -> None:
    op.add_column(
        "facilities", sa.Column("opening_hours", _JSON, server_default="[]", nullable=False)
    )
    op.add_column(
        "facilities", sa.Column("turnaround_min", sa.Float(), server_default="0", nullable=False)
    )
    op.add_column(
        "equipment_units", sa.Column("maintenance", _JSON, server_default="[]", nullable=False)
    )


def _create_photos() -> None:
    op.create_table(
        "player_photos",
        sa.Column("player_id", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"],
            ["players.id"],
            name=op.f("fk_player_photos_player_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("player_id", name=op.f("pk_player_photos")),
    )


def _create_imports() -> None:
    op.create_table(
        "roster_imports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("undone_at", _INSTANT, nullable=True),
        sa.Column("journal", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_imports")),
    )


def _keep_workouts() -> None:
    for column in (
        sa.Column("series", _JSON, server_default="[]", nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", _INSTANT, nullable=True),
    ):
        op.add_column("workouts", column)
    op.create_index(op.f("ix_workouts_name_id"), "workouts", ["name", "id"], unique=False)
    op.add_column("workout_sessions", sa.Column("workout_version", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_workout_sessions_workout_id"), "workout_sessions", ["workout_id"], unique=False
    )
    versions = op.create_table(
        "workout_versions",
        sa.Column("workout_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", _INSTANT, nullable=True),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("content", _JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["workout_id"],
            ["workouts.id"],
            name=op.f("fk_workout_versions_workout_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workout_id", "version", name=op.f("pk_workout_versions")),
    )
    workouts = sa.table(
        "workouts",
        *(sa.column(name, sa.String()) for name in ("id", "name", "kind")),
        *(sa.column(name, _JSON) for name in ("intervals", "blocks", "tags")),
    )
    rows = op.get_bind().execute(sa.select(workouts)).mappings().all()
    if rows:  # what there is becomes the first version of itself
        op.bulk_insert(
            versions,
            [
                {"workout_id": row["id"], "version": 1, "saved_by": "", "content": dict(row)}
                for row in rows
            ],
        )


def _keep_templates() -> None:
    for column in (
        sa.Column("updated_at", _INSTANT, nullable=True),
        sa.Column("archived_at", _INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("bundle_templates", column)
    op.create_index(
        op.f("ix_bundle_templates_name_id"), "bundle_templates", ["name", "id"], unique=False
    )
    op.create_table(
        "programmes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("template_id", sa.String(), nullable=False),
        sa.Column("plan", _JSON, nullable=False),
        sa.Column("created_by", sa.String(), nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["bundle_templates.id"], name=op.f("fk_programmes_template_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_programmes_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
    )
    op.create_index(
        op.f("ix_programmes_created_at_id"), "programmes", ["created_at", "id"], unique=False
    )
    for name in ("template_id", "programme_id"):
        op.add_column("session_bundles", sa.Column(name, sa.String(), nullable=True))
    op.add_column("session_bundles", sa.Column("programme_week", sa.Integer(), nullable=True))
    for name, order in (("template_id", "created_at"), ("programme_id", "starts_at")):
        index = op.f(f"ix_session_bundles_{name}_{order}")
        op.create_index(index, "session_bundles", [name, order], unique=False)
