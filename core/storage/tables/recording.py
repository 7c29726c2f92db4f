"""Tables of what happened: the append-only event log and what was made of it."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
)

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

recording_parts = Table(
    "recording_parts",
    metadata,
    Column("session_id", ForeignKey("workout_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("first_seq", Integer, primary_key=True, autoincrement=False),
    Column("last_seq", Integer, nullable=False),
    Column("format", Integer, nullable=False),
    Column("lowest_event_id", LargeBinary, nullable=False),
    Column("highest_event_id", LargeBinary, nullable=False),
    Column("events", LargeBinary, nullable=False),
)
"""A stretch of an ended session whose readings were moved from `session_events` into chunks.

`events` holds everything of the moved events besides their readings, and `format` says how
(`core.storage.packing`). Events of other kinds stay in `session_events`, also within the stretch.
The lowest and highest id of the moved events are bytes (UTF-8), so that they sort alike everywhere.
"""

recording_chunks = Table(
    "recording_chunks",
    metadata,
    Column("session_id", String, primary_key=True),
    Column("first_seq", Integer, primary_key=True, autoincrement=False),
    Column("player_id", String, primary_key=True),
    Column("readings", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["session_id", "first_seq"],
        ["recording_parts.session_id", "recording_parts.first_seq"],
        ondelete="CASCADE",
    ),
)
"""What was recorded for one player in one stretch, in the order in which it was recorded."""
