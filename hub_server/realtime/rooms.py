"""Names of the rooms of the `/training` namespace."""

from __future__ import annotations

from typing import Final

from core.domain.ids import PlayerId, SessionId

TRAINERS: Final = "trainers"
"""All connected trainers: news about bundles."""
ASSISTANTS: Final = "assistants"
"""All connected assistant trainers: what trainers get while players train, without medical
details."""
MEDICAL: Final = "medical"
"""The medical staff: whatever concerns a player's fitness."""
GATEWAYS: Final = "gateways"
"""All connected gateways: whether whose sensors they hear has changed."""
WATCHERS: Final = "watchers"
"""Trainers who watch the hub: whatever is told of any session, and what was refused."""

_SESSION = "session:"


def session_room(session_id: SessionId) -> str:
    """Those who get a session's full stream."""
    return f"{_SESSION}{session_id}"


def open_room(session_id: SessionId) -> str:
    """Those who get a session's stream without medical details."""
    return f"open:{session_id}"


def is_session_room(room: str) -> bool:
    """Whether a session is told of in a room."""
    return room.startswith(_SESSION)


def player_room(player_id: PlayerId) -> str:
    """A player's own devices."""
    return f"player:{player_id}"
