"""Who is connected: one peer per Socket.IO connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from core.domain.ids import PlayerId, SessionId, SignInId
from core.domain.user import Principal

MOST_OF_ONE_PLAYER: Final = 8
"""Connections: some devices, some tabs, and those that are gone but not yet found to be."""
MOST_OF_ONE_PERSON: Final = 32
"""Of anybody else."""


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
        self._by_person: dict[str, dict[str, Peer]] = {}

    def __len__(self) -> int:
        return len(self._by_sid)

    def __iter__(self) -> Iterator[Peer]:
        return iter(tuple(self._by_sid.values()))

    def add(self, peer: Peer) -> None:
        """Somebody connected."""
        self._by_sid[peer.sid] = peer
        self._by_person.setdefault(_person(peer.principal), {})[peer.sid] = peer

    def get(self, sid: str) -> Peer | None:
        """The peer of a connection."""
        return self._by_sid.get(sid)

    def remove(self, sid: str) -> Peer | None:
        """Somebody went; the peer that he was."""
        peer = self._by_sid.pop(sid, None)
        if peer is not None:
            person = _person(peer.principal)
            own = self._by_person[person]
            del own[sid]
            if not own:
                del self._by_person[person]
        return peer

    def beyond(self, principal: Principal) -> tuple[Peer, ...]:
        """The oldest connections of somebody who has more than he may have."""
        most = MOST_OF_ONE_PERSON if principal.player_id is None else MOST_OF_ONE_PLAYER
        own = self._by_person.get(_person(principal), {})
        return tuple(own.values())[: max(len(own) - most, 0)]

    def is_present(self, player_id: PlayerId, session_id: SessionId) -> bool:
        """Whether a device of this player follows the session."""
        own = self._by_person.get(_player(player_id), {})
        return any(session_id in peer.joined for peer in own.values())


def _person(principal: Principal) -> str:
    """All devices of a player are his."""
    if principal.player_id is not None:
        return _player(principal.player_id)
    return f"subject {principal.subject}"


def _player(player_id: PlayerId) -> str:
    return f"player {player_id}"
