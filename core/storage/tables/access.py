"""Tables of who may come in: devices, join codes, sign-ins, keys."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from core.storage.column_types import UtcInstant
from core.storage.tables.metadata import metadata

devices = Table(
    "devices",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), index=True),
    Column("joined_at", UtcInstant, nullable=False),
    Column("let_in_by", String, nullable=False),
    Column("last_seen_at", UtcInstant),
    Column("revoked_at", UtcInstant),
)

join_codes = Table(
    "join_codes",
    metadata,
    Column("id", String, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("kind", String, nullable=False),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE")),
    Column("created_by", String, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("wrong_tries", Integer, nullable=False, server_default="0"),
)
"""Open codes only: a used, withdrawn or void one is gone."""

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("id", String, primary_key=True),
    Column("subject", String, nullable=False, index=True),
    Column("device_id", ForeignKey("devices.id", ondelete="CASCADE"), index=True),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("ended_at", UtcInstant),
)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("sign_in_id", ForeignKey("sign_ins.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("issued_at", UtcInstant, nullable=False),
    Column("used_at", UtcInstant),
    Column("request_id", String),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
)
