"""Which sensor speaks for whom."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, String, Table

from core.storage.tables.metadata import metadata

pairings = Table(
    "pairings",
    metadata,
    Column("sensor_id", String, primary_key=True),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), index=True),
    Column("unit_id", ForeignKey("equipment_units.id", ondelete="CASCADE"), index=True),
    Column("label", String, nullable=False),
    Column("is_locked", Boolean, nullable=False),
    Column("sensor_name", String, nullable=False),
    Column("serial", String),
)
