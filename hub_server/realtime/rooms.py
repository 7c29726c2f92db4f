"""Names of the rooms of the `/training` namespace."""

from __future__ import annotations

from typing import Final

from core.domain.ids import PlayerId, SessionId

TRAINERS: Final = "trainers"
"""All connected trainers: news about bundles."""
GATEWAYS: Final = "gateways"
"""All connected gateways: whether whose sensors they hear has changed."""


def session_room(session_id: SessionId) -> str:
    """Those who get a session's full stream."""
    return f"session:{session_id}"


def player_room(player_id: PlayerId) -> str:
    """A player's own devices."""
    return f"player:{player_id}"
