"""What the live side of a hub makes known to the desk."""

from __future__ import annotations

from typing import Any

from core.domain.ids import SessionId
from core.errors import HockeyHubError
from core.events import Event
from core.live.events import Recorded
from core.live.state import SessionState
from core.ports.hub_link import LinkStatus


class LinkNews:
    """The events that one may listen to."""

    def __init__(self) -> None:
        self.event_received: Event[[SessionId, Recorded]] = Event()
        self.state_received: Event[[SessionState]] = Event()
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.news_received: Event[[str, dict[str, Any]]] = Event()
        """What the hub tells besides what happens in sessions: its name and payload."""
        self.heard: Event[[str, dict[str, Any]]] = Event()
        """Whatever the hub tells, as it came: name and payload."""
        self.sent: Event[[str, dict[str, Any], int | None]] = Event()
        """What was sent and taken: name, payload, and its `seq` if it was recorded."""
        self.session_lost: Event[[SessionId, HockeyHubError]] = Event()
        """A joined session is not to be followed any more; the hub's refusal says why."""
