"""People and the audit log as a test wants them, without a hub."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from core.clock import ManualClock
from core.domain.audit import AuditEntry, AuditFilter, AuditIndex, AuditPage
from core.domain.ids import UserId
from core.domain.user import (
    DESKTOP_SUBJECT,
    Account,
    Invitation,
    IssuedPassword,
    Principal,
    Role,
    User,
)
from core.errors import ConflictError, HockeyHubError
from core.live.events import utc

DESKTOP = Principal(subject=DESKTOP_SUBJECT, name="Desktop", role=Role.ADMIN)


class FakePeople:
    """Keeps accounts and says which passwords were drawn."""

    def __init__(self, clock: ManualClock) -> None:
        self.accounts: dict[str, Account] = {}
        self.signed_in = DESKTOP
        self.refusal: HockeyHubError | None = None
        self.issued: list[IssuedPassword] = []
        self.own_passwords: list[tuple[str, str]] = []
        self._clock = clock

    def add(self, number: int, name: str, role: Role, **more: Any) -> Account:
        """Somebody who can sign in."""
        fields = {"login": name.split(maxsplit=1)[0].lower(), **more}
        account = Account(id=UserId(f"user-{number}"), name=name, role=role, **fields)
        self.accounts[account.id] = account
        return account

    async def me(self) -> Principal:
        if self.refusal is not None:
            raise self.refusal
        return self.signed_in

    async def all(self) -> tuple[Account, ...]:
        return tuple(sorted(self.accounts.values(), key=lambda one: one.name))

    async def invite(self, invitation: Invitation) -> IssuedPassword:
        if any(one.login == invitation.login for one in self.accounts.values()):
            raise ConflictError(f"Somebody else signs in as “{invitation.login}”.")
        account = self.add(len(self.accounts) + 1, invitation.name, invitation.role)
        account = msgspec.structs.replace(account, login=invitation.login)
        self.accounts[account.id] = account
        return self._issue(account)

    async def change(
        self,
        user_id: UserId,
        *,
        name: str | None = None,
        login: str | None = None,
        role: Role | None = None,
        is_disabled: bool | None = None,
    ) -> User:
        if self.refusal is not None:
            raise self.refusal
        given: dict[str, Any] = {"name": name, "login": login, "role": role}
        given = {key: value for key, value in given.items() if value is not None}
        if is_disabled is not None:
            given["disabled_at"] = utc(self._clock.now()) if is_disabled else None
            given["is_connected"] = False
        self.accounts[user_id] = msgspec.structs.replace(self.accounts[user_id], **given)
        return self.accounts[user_id]

    async def issue_password(self, user_id: UserId) -> IssuedPassword:
        return self._issue(self.accounts[user_id])

    async def change_own_password(self, old: str, new: str) -> User:
        if self.refusal is not None:
            raise self.refusal
        self.own_passwords.append((old, new))
        return self.accounts[self.signed_in.subject]

    def _issue(self, account: Account) -> IssuedPassword:
        signs = f"{len(self.issued) + 2:04d}"
        issued = IssuedPassword(user=account, password=f"7KQM-{signs}-WXNB-4RTY")
        self.issued.append(issued)
        return issued


class FakeAudit:
    """A log in memory, paged as the hub pages it; counts what was asked."""

    def __init__(self) -> None:
        self.entries: list[AuditEntry] = []
        """The oldest first."""
        self.names: dict[str, str] = {}
        self.refusal: HockeyHubError | None = None
        self.asked: list[tuple[AuditFilter, int, int | None]] = []

    def note(
        self, actor: str, action: str, subject: str, *, at: datetime | None = None, **detail: Any
    ) -> None:
        """Write a line."""
        number = len(self.entries) + 1
        start = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
        self.entries.append(
            AuditEntry(
                id=number,
                at=at or start + timedelta(seconds=number),
                actor=actor,
                action=action,
                subject=subject,
                detail=detail,
            )
        )

    async def page(
        self, wanted: AuditFilter, *, limit: int, cursor: int | None = None
    ) -> AuditPage:
        if self.refusal is not None:
            raise self.refusal
        self.asked.append((wanted, limit, cursor))
        last = len(self.entries) if cursor is None else cursor - 1
        found: list[AuditEntry] = []
        for entry in reversed(self.entries[:last]):
            if _lets(wanted, entry):
                found.append(entry)
                if len(found) > limit:
                    break
        items = tuple(found[:limit])
        return AuditPage(items=items, next_cursor=items[-1].id if len(found) > limit else None)

    async def index(self) -> AuditIndex:
        return AuditIndex(
            actors=tuple(sorted({one.actor for one in self.entries})),
            actions=tuple(sorted({one.action for one in self.entries})),
            names=self.names,
        )


def _lets(wanted: AuditFilter, entry: AuditEntry) -> bool:
    action = wanted.action or ""
    is_action = entry.action.startswith(action) if action.endswith(".") else True
    return (
        (wanted.actor is None or entry.actor == wanted.actor)
        and (is_action and (not action or action.endswith(".") or entry.action == action))
        and (wanted.since is None or entry.at >= wanted.since)
        and (wanted.until is None or entry.at < wanted.until)
        and (wanted.text is None or wanted.text in f"{entry.action}{entry.subject}{entry.detail}")
    )
