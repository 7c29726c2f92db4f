"""Changes to people that can be taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.domain.user import Account, Role
from core.errors import HockeyHubError
from core.services.desk.people import PeopleRegistry
from ui.common.feedback import Notice, may_go_later
from ui.people.words import role_name
from widgets.inputs import BannerKind


@dataclass(frozen=True)
class Undo:
    """How the last change is taken back."""

    text: str
    """What was done."""
    work: Callable[[], Awaitable[object]]


class PeopleChanges:
    """Role, names, and whether somebody may come in; the last change waits for its undo.

    Args:
        people: The hub's list.
        do: Awaits work and tells of refusals; the name is the task's.
        confirm: Told what went well.
    """

    def __init__(
        self,
        people: PeopleRegistry,
        do: Callable[[Awaitable[object], str], None],
        confirm: Callable[[Notice], object],
    ) -> None:
        self.undo: Undo | None = None
        self._people = people
        self._do = do
        self._confirm = confirm

    def set_role(self, account: Account, role: Role) -> None:
        """Let somebody do other things."""
        if account.role is not role:
            before = account.role
            self._change(
                self._people.change(account.id, role=role),
                f"{account.name}: {role_name(role)} instead of {role_name(before)}.",
                lambda: self._people.change(account.id, role=before),
            )

    def rename(self, account: Account, name: str, login: str) -> None:
        """Call somebody something else."""
        if (account.name, account.login) != (name, login):
            self._change(
                self._people.change(account.id, name=name, login=login),
                f"{account.name} is now {name}, and signs in as {login}.",
                lambda: self._people.change(account.id, name=account.name, login=account.login),
            )

    def set_active(self, account: Account, *, is_active: bool) -> None:
        """Let somebody in no more, or again."""
        self._change(
            self._people.change(account.id, is_disabled=not is_active),
            f"{account.name} {'can sign in again' if is_active else 'is deactivated'}.",
            lambda: self._people.change(account.id, is_disabled=is_active),
        )

    def take_back(self) -> None:
        """Undo the last change; whoever was signed out by it signs in anew."""
        undo, self.undo = self.undo, None
        if undo is None:
            return

        async def work() -> None:
            try:
                await undo.work()
            except HockeyHubError as error:
                if self.undo is None and may_go_later(error):
                    self.undo = undo
                raise
            self._confirm(Notice("Taken back.", BannerKind.OK))

        self._do(work(), "take back")

    def forget(self) -> None:
        """The last change stays."""
        self.undo = None

    def _change(
        self, done: Awaitable[object], text: str, back: Callable[[], Awaitable[object]]
    ) -> None:
        async def work() -> None:
            await done
            self.undo = Undo(text, back)

        self._do(work(), "change a person")
