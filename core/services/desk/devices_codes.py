"""Codes that were opened at this desk: their digits are known nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from core.domain.device import DeviceKind
from core.domain.ids import JoinCodeId, PlayerId
from core.domain.player import Player
from core.domain.value import Value
from core.errors import NotFoundError
from core.events import Event
from core.live.events import utc
from core.services.desk.devices import DeviceRegistry

TITLES = {
    DeviceKind.ASSISTANT: "Assistant trainer",
    DeviceKind.OBSERVER: "Observer",
    DeviceKind.GATEWAY: "Gateway",
}


class TicketState(StrEnum):
    """What became of a code."""

    OPEN = "open"
    USED = "used"
    """Used, or void after too many wrong tries."""
    EXPIRED = "expired"


class Ticket(Value, frozen=True, kw_only=True):
    """An opened code with its digits."""

    id: JoinCodeId
    title: str
    """For whom."""
    digits: str
    kind: DeviceKind
    player_id: PlayerId | None
    expires_at: datetime
    address: str
    qr_text: str
    state: TicketState = TicketState.OPEN

    @property
    def spaced(self) -> str:
        """The digits as one reads them out."""
        return f"{self.digits[:3]} {self.digits[3:]}"

    def left_s(self, now: float) -> float:
        """Seconds until it ends."""
        return max(self.expires_at.timestamp() - now, 0.0)


class OpenCodes:
    """Opens codes and follows what becomes of them.

    Args:
        registry: The hub.
        now: The wall's clock, seconds since 1970.
    """

    def __init__(self, registry: DeviceRegistry, now: Callable[[], float]) -> None:
        self.changed: Event[[]] = Event()
        self.used: Event[[Ticket]] = Event()
        self._registry = registry
        self._now = now
        self._tickets: dict[JoinCodeId, Ticket] = {}

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        """Codes that can still be used, in the order in which they were opened."""
        self._expire()
        return tuple(one for one in self._tickets.values() if one.state is TicketState.OPEN)

    async def open(self, kind: DeviceKind, player: Player | None = None) -> Ticket:
        """A new code; an open one for the same is withdrawn, so that there is one at a time.

        Raises:
            HockeyHubError: The hub refuses.
        """
        for old in self.tickets:
            if (old.kind, old.player_id) == (kind, None if player is None else player.id):
                await self.withdraw(old.id)
        issued = await self._registry.open_code(kind, None if player is None else player.id)
        ticket = Ticket(
            id=issued.id,
            title=TITLES[kind] if player is None else f"#{player.jersey_number} {player.name}",
            digits=issued.code,
            kind=kind,
            player_id=issued.player_id,
            expires_at=issued.expires_at,
            address=issued.join_address,
            qr_text=issued.qr_text,
        )
        self._tickets[ticket.id] = ticket
        self.changed.emit()
        return ticket

    async def open_for(
        self, players: Sequence[Player], progress: Callable[[int, int], None]
    ) -> tuple[Ticket, ...]:
        """A code for each player; cancel the task to stop, what is open stays.

        Args:
            players: For whom.
            progress: Told how many are done, and of how many.

        Raises:
            HockeyHubError: The hub refuses one; those before it stay open.
        """
        tickets: list[Ticket] = []
        for player in players:
            progress(len(tickets), len(players))
            tickets.append(await self.open(DeviceKind.PLAYER, player))
        progress(len(tickets), len(players))
        return tuple(tickets)

    async def withdraw(self, code_id: JoinCodeId) -> None:
        """End a code before its time; one that has ended already is no matter.

        Raises:
            HockeyHubError: The hub is away.
        """
        try:
            await self._registry.withdraw(code_id)
        except NotFoundError:
            pass
        finally:
            self._tickets.pop(code_id, None)
            self.changed.emit()

    async def follow(self) -> None:
        """See which codes were used meanwhile.

        Raises:
            HockeyHubError: The hub is away.
        """
        if not self.tickets:
            return
        still_open = {code.id for code in await self._registry.open_codes()}
        for ticket in self.tickets:
            if ticket.id not in still_open:
                used = msgspec.structs.replace(ticket, state=TicketState.USED)
                self._tickets[ticket.id] = used
                self.used.emit(used)
                self.changed.emit()

    def ticket(self, code_id: JoinCodeId) -> Ticket | None:
        """A code as it stands now; None if it was withdrawn."""
        self._expire()
        return self._tickets.get(code_id)

    def _expire(self) -> None:
        now = utc(self._now())
        for ticket in tuple(self._tickets.values()):
            if ticket.state is TicketState.OPEN and ticket.expires_at <= now:
                self._tickets[ticket.id] = msgspec.structs.replace(
                    ticket, state=TicketState.EXPIRED
                )
