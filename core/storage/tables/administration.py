"""Tables the hub keeps for itself: who changed what."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from core.storage.column_types import UtcInstant
from core.storage.tables.metadata import metadata

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcInstant, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("detail", LargeBinary, nullable=False),
)
"""`detail` is JSON, with `before` and `after` where something was changed."""
