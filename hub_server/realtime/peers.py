"""Who is connected: one peer per Socket.IO connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.domain.ids import PlayerId, SessionId, SignInId
from core.domain.user import Principal


@dataclass(slots=True)
class Peer:
    """A connection and who stands behind it."""

    sid: str
    principal: Principal
    expires_at: float
    """When its token ends, seconds since 1970."""
    sign_in_id: SignInId | None = None
    host: str | None = None
    """Where it comes from."""
    is_secure: bool = False
    is_leaving: bool = False
    """It was told to go."""
    joined: set[SessionId] = field(default_factory=set)


class Peers:
    """All connected peers."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Peer] = {}

    def __len__(self) -> int:
        return len(self._by_sid)

    def __iter__(self) -> Iterator[Peer]:
        return iter(tuple(self._by_sid.values()))

    def add(self, peer: Peer) -> None:
        """Somebody connected."""
        self._by_sid[peer.sid] = peer

    def get(self, sid: str) -> Peer | None:
        """The peer of a connection."""
        return self._by_sid.get(sid)

    def remove(self, sid: str) -> Peer | None:
        """Somebody went; the peer that he was."""
        return self._by_sid.pop(sid, None)

    def is_present(self, player_id: PlayerId, session_id: SessionId) -> bool:
        """Whether a device of this player follows the session."""
        return any(
            peer.principal.player_id == player_id and session_id in peer.joined
            for peer in self._by_sid.values()
        )
