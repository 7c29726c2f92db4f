"""Recordings of ended sessions: readings in columns, one chunk a player."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the step."""
    op.create_table(
        "recording_parts",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("first_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("lowest_event_id", sa.LargeBinary(), nullable=False),
        sa.Column("highest_event_id", sa.LargeBinary(), nullable=False),
        sa.Column("events", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["workout_sessions.id"],
            name=op.f("fk_recording_parts_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "first_seq", name=op.f("pk_recording_parts")),
    )
    op.create_table(
        "recording_chunks",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("first_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("player_id", sa.String(), nullable=False),
        sa.Column("readings", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "first_seq"],
            ["recording_parts.session_id", "recording_parts.first_seq"],
            name=op.f("fk_recording_chunks_session_id_first_seq"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "first_seq", "player_id", name=op.f("pk_recording_chunks")
        ),
    )
