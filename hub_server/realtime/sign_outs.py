"""Closing connections of those who may not stay, saying why."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from core.domain.ids import SignInId
from core.protocol.devices import DEVICE_SIGNED_OUT, DeviceSignedOut, SignOutReason
from core.services.access.sign_ins import SignIns
from core.tasks import TaskScope
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.peers import Peer, Peers

_SENTENCES: Final = {
    SignOutReason.REVOKED: "The trainer has ended this sign-in.",
    SignOutReason.EXPIRED: "The sign-in has expired.",
}


class SignOuts:
    """Disconnects peers whose sign-in is over.

    Args:
        peers: Who is connected.
        manager: Tells them.
        sign_ins: Says when one is ended before its time.
        disconnect: Closes a connection.
        tasks: Owner of the background work.
    """

    def __init__(
        self,
        peers: Peers,
        manager: DirectManager,
        sign_ins: SignIns,
        disconnect: Callable[[str], Coroutine[Any, Any, None]],
        tasks: TaskScope,
    ) -> None:
        self._peers = peers
        self._manager = manager
        self._disconnect = disconnect
        self._tasks = tasks
        sign_ins.ended.connect(self._on_ended)

    def of_expired(self, now: float) -> None:
        """Send away whose token has ended by `now`, seconds since 1970."""
        for peer in self._peers:
            if now > peer.expires_at:
                self._end(peer, SignOutReason.EXPIRED)

    def _on_ended(self, over: frozenset[SignInId]) -> None:
        for peer in self._peers:
            if peer.sign_in_id in over:
                self._end(peer, SignOutReason.REVOKED)

    def _end(self, peer: Peer, reason: SignOutReason) -> None:
        peer.expires_at = 0.0  # What it still sends meanwhile is refused.
        if not peer.is_leaving:
            peer.is_leaving = True
            news = DeviceSignedOut(reason=reason, message=_SENTENCES[reason])
            self._manager.post(DEVICE_SIGNED_OUT, news, [peer.sid])
            self._tasks.spawn(self._disconnect(peer.sid), name="disconnect")
