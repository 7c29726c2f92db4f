"""Tables of what happened: the append-only event log and what was made of it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from core.storage.column_types import UtcInstant
from core.storage.tables.metadata import metadata

session_events = Table(
    "session_events",
    metadata,
    Column("session_id", ForeignKey("workout_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String, nullable=False, unique=True),
    Column("at", UtcInstant, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
"""`payload` is the event as JSON, with its kind."""

session_results = Table(
    "session_results",
    metadata,
    Column("session_id", ForeignKey("workout_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("metrics_version", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("traces", LargeBinary, nullable=False),
)
"""`summary` and `traces` are MessagePack, deflated (zlib); `last_seq` is the last event in them."""

session_rosters = Table(
    "session_rosters",
    metadata,
    Column("session_id", ForeignKey("workout_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)
"""Players, machines and plan as they were when a session started, as JSON."""
