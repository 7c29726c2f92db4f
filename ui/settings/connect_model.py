"""Getting into the club's server: look, compare, sign in."""

from __future__ import annotations

from collections.abc import Coroutine
from enum import StrEnum, auto
from typing import Any

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.value import Value
from core.errors import HockeyHubError
from core.services.desk.hub_choice import HubDoor, HubPlan, HubSight
from ui.common.feedback import Notice, notice_of
from ui.common.spawner import Spawner
from widgets.inputs import BannerKind


class Step(StrEnum):
    """How far it is."""

    EDITING = auto()
    BUSY = auto()
    COMPARING = auto()
    """The trainer compares a fingerprint."""
    SETTING_UP = auto()
    """The server has no administrator yet; the trainer enters its code."""
    CONNECTED = auto()


class Person(Value, frozen=True, kw_only=True):
    """What the trainer typed."""

    login: str = ""
    password: str = ""
    code: str = ""
    """For the first administrator only."""
    name: str = ""


class ConnectModel(QObject):
    """Asks one thing after another, and never sends a password before the server is known.

    Args:
        door: The way in.
        tasks: Where background work runs.
        parent: Owner.
    """

    changed = Signal()
    connected = Signal(object)
    """The `HubPlan` that the next start follows."""

    def __init__(self, door: HubDoor, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._tasks = tasks
        self._person = Person()
        self._before = Step.EDITING
        self.step = Step.EDITING
        self.sight: HubSight | None = None
        self.notice: Notice | None = None
        """What went wrong last; None if nothing did."""

    def connect_to(self, address: str, person: Person) -> None:
        """Look who is there, and sign in if that needs no question."""
        if not (address.strip() and person.login.strip() and person.password):
            self._tell("Fill in the address, your login and your password.")
            return
        self._person = person
        self._begin(self._look(address), "look at the club's server")

    def confirm(self) -> None:
        """The fingerprint is the same as on the server's own machine."""
        if self.sight is not None:
            self.sight = msgspec.structs.replace(self.sight, is_compared=True)
            self._begin(self._go_in(), "sign in to the club's server")

    def set_up(self, person: Person) -> None:
        """Become the first administrator with the code that the server shows."""
        if not (person.code.strip() and person.name.strip()):
            self._tell("Fill in the code and your name.")
            return
        self._person = person
        self._begin(self._set_up(), "set up the club's server")

    def go_back(self) -> None:
        """Nothing of it: another address, or another login."""
        self.sight, self.notice = None, None
        self._to(Step.EDITING)

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self.notice = None
        self._before = self.step
        self._to(Step.BUSY)
        self._tasks.spawn(self._done(work), name=name)

    async def _done(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except HockeyHubError as error:
            self.notice = notice_of(error)
            self._to(Step.EDITING if self._before is Step.COMPARING else self._before)

    async def _look(self, address: str) -> None:
        self.sight = await self._door.look(address)
        if self.sight.is_compared:
            await self._go_in()
        else:
            self._to(Step.COMPARING)

    async def _go_in(self) -> None:
        assert self.sight is not None  # noqa: S101 - it was looked at
        if self.sight.needs_setup:
            self._before = Step.SETTING_UP
            self._to(Step.SETTING_UP)
            return
        person = self._person
        plan = await self._door.sign_in(self.sight, person.login.strip(), person.password)
        self._finish(plan)

    async def _set_up(self) -> None:
        assert self.sight is not None  # noqa: S101 - it was looked at
        person = self._person
        plan = await self._door.set_up(
            self.sight,
            person.code.strip(),
            person.name.strip(),
            person.login.strip(),
            person.password,
        )
        self._finish(plan)

    def _finish(self, plan: HubPlan) -> None:
        self._person = Person()
        self._to(Step.CONNECTED)
        self.connected.emit(plan)

    def _tell(self, text: str) -> None:
        self.notice = Notice(text, BannerKind.WARNING)
        self.changed.emit()

    def _to(self, step: Step) -> None:
        self.step = step
        self.changed.emit()
