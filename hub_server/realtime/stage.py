"""What the handlers of the `/training` namespace work with."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from core.ports.clock import Clock
from core.services.running.bulk import BulkOperations
from core.services.running.medical import MedicalResponse
from core.services.running.moves import ParticipantMoves
from core.services.running.sessions import RunningSessions
from hub_server.realtime.peers import Peers
from hub_server.realtime.playback import Playbacks


@dataclass(frozen=True, slots=True)
class Stage:
    """The running sessions, who is connected, and the means to move peers between rooms."""

    running: RunningSessions
    peers: Peers
    clock: Clock
    enter_room: Callable[[str, str], Coroutine[Any, Any, None]]
    leave_room: Callable[[str, str], Coroutine[Any, Any, None]]
    post: Callable[[str, object, Iterable[str]], None]
    """Tell rooms something that is not recorded: name, payload, rooms."""
    playbacks: Playbacks
    bulk: BulkOperations
    moves: ParticipantMoves
    medical: MedicalResponse
