"""Pictures of players, and what the import of a roster did to the club."""

from __future__ import annotations

from datetime import datetime

from core.domain.ids import ImportId, PlayerId, TeamId
from core.domain.player import Player
from core.domain.value import Value


class Photo(Value, frozen=True, kw_only=True):
    """A player's picture."""

    media_type: str
    """`image/jpeg` or `image/png`."""
    image: bytes


class PlayerChange(Value, frozen=True, kw_only=True):
    """A player as he was before an import, and the version that the import made of him."""

    before: Player
    version: int


class ImportJournal(Value, frozen=True, kw_only=True):
    """What an import did, so that it can be undone."""

    id: ImportId
    at: datetime
    actor: str
    created: tuple[PlayerId, ...] = ()
    changed: tuple[PlayerChange, ...] = ()
    team_ids: tuple[TeamId, ...] = ()
    """Teams that it added."""
    undone_at: datetime | None = None
