"""The club's pairings: which sensor speaks for which player or machine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the step."""
    op.create_table(
        "pairings",
        sa.Column("sensor_id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=True),
        sa.Column("unit_id", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("sensor_name", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["player_id"],
            ["players.id"],
            name=op.f("fk_pairings_player_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["equipment_units.id"],
            name=op.f("fk_pairings_unit_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sensor_id", name=op.f("pk_pairings")),
    )
    op.create_index(op.f("ix_pairings_player_id"), "pairings", ["player_id"], unique=False)
    op.create_index(op.f("ix_pairings_unit_id"), "pairings", ["unit_id"], unique=False)
