"""Tells trainers at once who came in with a code, and who tried to."""

from __future__ import annotations

from core.errors import TooManyError
from core.live.events import utc
from core.ports.clock import Clock
from core.protocol.devices import (
    DEVICE_JOINED,
    DEVICE_REFUSED,
    DeviceJoined,
    DeviceRefused,
)
from core.services.access.joining import JoinDesk, Joined, WrongTry
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.rooms import TRAINERS
from hub_server.security.throttle import Throttle


class DeviceNews:
    """Listens at the desk where devices come in.

    Args:
        joining: The desk.
        manager: Posts to the trainers' room.
        clock: Dates the news.
    """

    def __init__(self, joining: JoinDesk, manager: DirectManager, clock: Clock) -> None:
        self._manager = manager
        self._clock = clock
        self._per_address = Throttle(clock, capacity=10, per_second=0.1, what="Warnings")
        self._of_all = Throttle(clock, capacity=30, per_second=0.1, what="Warnings")
        joining.joined.connect(self._on_joined)
        joining.refused.connect(self._on_refused)

    def _on_joined(self, joined: Joined) -> None:
        device, player = joined.device, joined.player
        news = DeviceJoined(
            device_id=device.id,
            name=device.name,
            kind=device.kind,
            player_id=device.player_id,
            player_name=None if player is None else player.name,
            timestamp=device.joined_at,
        )
        self._manager.post(DEVICE_JOINED, news, [TRAINERS])

    def _on_refused(self, wrong: WrongTry) -> None:
        if not wrong.voided and not self._is_worth_telling(wrong):
            return
        news = DeviceRefused(
            reason=_reason(wrong),
            address=wrong.address,
            device_name=wrong.device_name,
            voided_codes=wrong.voided,
            timestamp=utc(self._clock.now()),
        )
        self._manager.post(DEVICE_REFUSED, news, [TRAINERS])

    def _is_worth_telling(self, wrong: WrongTry) -> bool:
        """Whoever guesses must not drown what else a trainer is told."""
        try:
            self._per_address.take(wrong.address)
            self._of_all.take("all")
        except TooManyError:
            return False
        return True


def _reason(wrong: WrongTry) -> str:
    tried = f"“{wrong.device_name}” tried a code that is not open."
    if not wrong.voided:
        return tried
    codes = "One open code is" if wrong.voided == 1 else f"{wrong.voided} open codes are"
    return f"{tried} {codes} void after too many wrong tries; make new ones."
