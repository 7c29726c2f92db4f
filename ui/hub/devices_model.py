"""Devices and codes behind their page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum, auto
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.device import DeviceKind
from core.domain.ids import DeviceId, JoinCodeId, PlayerId
from core.domain.player import Player
from core.errors import HockeyHubError
from core.live.events import utc
from core.services.desk.devices_codes import OpenCodes, Ticket
from core.services.desk.devices_health import DeviceLine, device_lines
from core.services.desk.devices_news import door_news
from core.services.desk.hub_side import HubSide
from ui.common.feedback import Notice, notice_of, reporting
from ui.common.services import DeskServices
from ui.hub.farewells import Farewells
from widgets.inputs import BannerKind

_POLL_MS = 2000
_SHEET = "open codes for all"


class Phase(StrEnum):
    """What the list is busy with."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


class DevicesModel(QObject):
    """Polls the hub while it is shown.

    Args:
        services: Of the desk.
        hub: The hub's side of them.
        parent: Owner.
    """

    changed = Signal()
    """Devices, or how the hub is reached."""
    codes_changed = Signal()
    noticed = Signal(object)
    """A `Notice`."""
    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    sheet_changed = Signal()

    def __init__(self, services: DeskServices, hub: HubSide, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._hub = hub
        self.codes = OpenCodes(hub.registry, hub.clock.now)
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.lines: tuple[DeviceLine, ...] = ()
        self.players: tuple[Player, ...] = ()
        self.join_address = ""
        self.is_reachable = True
        self.sheet_done = self.sheet_total = 0
        self.sheet: tuple[Ticket, ...] = ()
        self._is_asking = False
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.reload)
        self.farewells = Farewells(hub.clock.now, self)
        self.farewells.changed.connect(self.changed)
        self.farewells.due.connect(self._on_due)
        self._undo = (
            self.codes.changed.connect(self.codes_changed.emit),
            self.codes.used.connect(self._on_used),
            hub.desk.heard.connect(self._on_heard),
        )

    @property
    def now(self) -> Callable[[], float]:
        """The wall's clock."""
        return self._hub.clock.now

    @property
    def bundle_players(self) -> tuple[Player, ...]:
        """Who trains in the bundle on the live page, by jersey number."""
        bundle = self._services.floor.bundle
        if bundle is None:
            return ()
        ids = {player_id for session in bundle.sessions for player_id in session.player_ids}
        return tuple(player for player in self.players if player.id in ids)

    @property
    def bundle_name(self) -> str:
        """Name of the bundle on the live page."""
        bundle = self._services.floor.bundle
        return bundle.name if bundle is not None else ""

    @property
    def is_opening(self) -> bool:
        """Whether codes for all are being opened."""
        return self.sheet_done < self.sheet_total

    def open(self) -> None:
        """The page is shown."""
        self.reload()
        self._poll.start()

    def close(self) -> None:
        """The page is hidden; who is to be sent away still is."""
        self._poll.stop()

    def reload(self) -> None:
        """Ask the hub anew."""
        if not self._is_asking:
            self._is_asking = True
            self._services.tasks.spawn(self._reload(), name="list devices")

    def player(self, player_id: PlayerId) -> Player | None:
        """A player of the club."""
        return next((one for one in self.players if one.id == player_id), None)

    def open_code(self, kind: DeviceKind, player_id: PlayerId | None) -> None:
        """Show a code for one device."""
        player = None if player_id is None else self.player(player_id)
        self._do(self.codes.open(kind, player), "open a code")

    def open_sheet(self) -> None:
        """Open a code for each player of the bundle who has no device yet, or for all of them."""
        players = self.bundle_players
        have = {line.entry.player_id for line in self.lines}
        wanting = tuple(player for player in players if player.id not in have) or players
        self.sheet, self.sheet_done, self.sheet_total = (), 0, len(wanting)
        self.sheet_changed.emit()
        self._services.tasks.replace(self._open_sheet(wanting), name=_SHEET)

    def cancel_sheet(self) -> None:
        """Open no more codes; those that are open stay."""
        self.sheet_done = self.sheet_total
        self._services.tasks.replace(_nothing(), name=_SHEET)
        self.sheet_changed.emit()

    def withdraw(self, code_id: JoinCodeId) -> None:
        """End a code before its time."""
        self._do(self.codes.withdraw(code_id), "withdraw a code")

    def withdraw_all(self) -> None:
        """End every code that was opened here."""
        for ticket in self.codes.tickets:
            self.withdraw(ticket.id)

    def rename(self, device_id: DeviceId, name: str) -> None:
        """Call a device something else."""
        self._do(self._hub.registry.rename(device_id, name), "rename a device", then=self.reload)

    def identify(self, device_id: DeviceId) -> None:
        """Let a device say that it is meant."""
        line = self.line(device_id)
        name = line.entry.name if line is not None else "the device"
        self._do(
            self._hub.desk.identify(device_id),
            "call a device",
            then=lambda: self.confirmed.emit(
                Notice(f"“{name}” shows a message now.", BannerKind.OK)
            ),
        )

    def line(self, device_id: DeviceId) -> DeviceLine | None:
        """A device that is shown."""
        return next((line for line in self.lines if line.id == device_id), None)

    async def _reload(self) -> None:
        try:
            if not self.players:
                self.players = await self._services.link.players()
            entries = await self._hub.registry.all()
            peers = await self._hub.desk.peers()
            await self.codes.follow()
        except HockeyHubError as error:
            self.problem = error
            if self.phase is not Phase.READY:
                self.phase = Phase.FAILED
        else:
            self.lines = device_lines(entries, peers.peers, utc(self.now()))
            self.join_address, self.is_reachable = peers.join_address, peers.is_reachable
            self.phase, self.problem = Phase.READY, None
        finally:
            self._is_asking = False
        self.changed.emit()

    async def _open_sheet(self, players: tuple[Player, ...]) -> None:
        def told(done: int, total: int) -> None:
            self.sheet_done, self.sheet_total = done, total
            self.sheet_changed.emit()

        try:
            self.sheet = await self.codes.open_for(players, told)
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
        finally:
            self.sheet_done = self.sheet_total
            self.sheet_changed.emit()

    def _do(
        self, work: Awaitable[object], name: str, then: Callable[[], object] | None = None
    ) -> None:
        async def done() -> None:
            if await reporting(work, self.noticed.emit) and then is not None:
                then()

        self._services.tasks.spawn(done(), name=name)

    def _on_due(self, device_id: str) -> None:
        revoked = self._hub.registry.revoke(DeviceId(device_id))
        self._do(revoked, "send away", then=self.reload)

    def _on_heard(self, name: str, payload: dict[str, Any]) -> None:
        news = door_news(name, payload)
        if news is None:
            return
        if news.is_warning:
            self.noticed.emit(Notice(news.text, BannerKind.WARNING))
        else:
            self.confirmed.emit(Notice(news.text, BannerKind.OK))
        self.reload()

    def _on_used(self, ticket: Ticket) -> None:
        text = f"The code for {ticket.title} is used up."
        self.confirmed.emit(Notice(text, BannerKind.OK))


async def _nothing() -> None:
    """Takes the place of the task that is to be cancelled."""
