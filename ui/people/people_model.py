"""People and their rights behind the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum, auto

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.user import (
    DESKTOP_SUBJECT,
    Account,
    Invitation,
    IssuedPassword,
    Principal,
    Role,
)
from core.errors import HockeyHubError
from core.services.desk.hub_side import HubSide
from ui.common.feedback import Notice, reporting
from ui.common.spawner import Spawner
from ui.people.changes import PeopleChanges
from ui.people.people_order import Order, ordered
from widgets.inputs import BannerKind

_POLL_MS = 10_000


class Phase(StrEnum):
    """What the list is busy with."""

    LOADING = auto()
    READY = auto()
    CLOSED = auto()
    """Whoever sits here may not see it."""
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


class PeopleModel(QObject):
    """Polls the hub while it is shown.

    Args:
        hub: The hub's side of the desk.
        tasks: Owner of the background work.
        parent: Owner.
    """

    changed = Signal()
    noticed = Signal(object)
    """A `Notice`."""
    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    invited = Signal()
    own_password_changed = Signal()

    def __init__(self, hub: HubSide, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._tasks = tasks
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.me: Principal | None = None
        self.accounts: tuple[Account, ...] = ()
        self.order = Order()
        self.issued: IssuedPassword | None = None
        """A password that the hub drew, until it is dismissed; nobody learns it later."""
        self.changes = PeopleChanges(hub.people, self._do, self.confirmed.emit)
        self.is_busy = False
        """A change is on its way."""
        self._is_asking = False
        self._asks_again = False
        """Somebody wanted to know anew while an answer was on its way."""
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.reload)

    @property
    def now(self) -> Callable[[], float]:
        """The wall's clock."""
        return self._hub.clock.now

    @property
    def own_id(self) -> str:
        """Of whoever sits here; empty until the hub has said."""
        return "" if self.me is None else self.me.subject

    @property
    def is_administrator(self) -> bool:
        """Whether whoever sits here manages people."""
        return self.me is not None and self.me.role is Role.ADMIN

    @property
    def has_own_password(self) -> bool:
        """Whether whoever sits here has signed in with one."""
        me = self.me
        return me is not None and me.device_id is None and me.subject != DESKTOP_SUBJECT

    @property
    def shown(self) -> tuple[Account, ...]:
        """Those who are looked for, in the wanted order."""
        return ordered(self.accounts, self.order)

    def is_last_administrator(self, account: Account) -> bool:
        """Whether nobody else could manage people."""
        return [one.id for one in self.accounts if _is_administrator(one)] == [account.id]

    def open(self) -> None:
        """The page is shown."""
        self.reload()
        self._poll.start()

    def close(self) -> None:
        """The page is hidden; a password that still stood there is not to be read later."""
        self._poll.stop()

    def reload(self) -> None:
        """Ask the hub anew."""
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again = True, False
        self._tasks.spawn(self._reload(), name="list people")

    def set_order(self, order: Order) -> None:
        """Look for others, or sort otherwise."""
        if order != self.order:
            self.order = order
            self.changed.emit()

    def invite(self, invitation: Invitation) -> None:
        """Add somebody; the password is shown until it is dismissed."""

        async def work() -> None:
            self.issued = await self._hub.people.invite(invitation)
            self.changes.forget()
            self.invited.emit()

        self._do(work(), "invite")

    def issue_password(self, account: Account) -> None:
        """Give somebody another password, shown until it is dismissed."""

        async def work() -> None:
            self.issued = await self._hub.people.issue_password(account.id)
            self.changes.forget()

        self._do(work(), "issue a password")

    def dismiss_password(self) -> None:
        """It was written down."""
        self.issued = None
        self.changed.emit()

    def change_own_password(self, old: str, new: str) -> None:
        """Another password for whoever sits here."""

        async def work() -> None:
            await self._hub.people.change_own_password(old, new)
            self.own_password_changed.emit()
            self.confirmed.emit(Notice("Your password is changed.", BannerKind.OK))

        self._do(work(), "change own password")

    def _do(self, work: Awaitable[object], name: str) -> None:
        self.is_busy = True
        self.changed.emit()

        async def done() -> None:
            try:
                await reporting(work, self.noticed.emit)
            finally:
                self.is_busy = False
                self.changed.emit()
            self.reload()

        self._tasks.spawn(done(), name=name)

    async def _reload(self) -> None:
        try:
            self.me = await self._hub.people.me()
            if self.is_administrator:
                self.accounts = await self._hub.people.all()
        except HockeyHubError as error:
            self.problem = error
            if self.phase is not Phase.READY:
                self.phase = Phase.FAILED
        else:
            self.problem = None
            self.phase = Phase.READY if self.is_administrator else Phase.CLOSED
        finally:
            self._is_asking = False
        self.changed.emit()
        if self._asks_again:
            self.reload()


def _is_administrator(account: Account) -> bool:
    return account.role is Role.ADMIN and account.disabled_at is None
