"""Two people change the same thing: the second is told what the first did, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import msgspec

from core.domain.audit import AuditEntry, AuditFilter
from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.user import DESKTOP_SUBJECT
from core.errors import StaleError
from core.ports.storage import UnitOfWork

_LOOK_BACK = 100
_Fields = dict[str, Any]

Kept = TypeVar("Kept", Team, Player, Facility, EquipmentKind, EquipmentUnit, Restriction)


class Versioned(Protocol):
    """Whatever counts its changes."""

    @property
    def version(self) -> int:
        """Grows with each change."""
        ...


async def next_version(unit: UnitOfWork, stored: Kept | None, wanted: Kept, subject: str) -> Kept:
    """What is wanted, with the version under which it is to be stored.

    Raises:
        StaleError: It was changed since whoever sends it has read it.
    """
    if stored is None:
        return msgspec.structs.replace(wanted, version=1)
    await check_fresh(unit, stored, version=wanted.version, subject=subject)
    return msgspec.structs.replace(wanted, version=stored.version + 1)


async def check_fresh(
    unit: UnitOfWork,
    stored: Versioned,
    *,
    version: int,
    subject: str,
    differ: Callable[[_Fields, _Fields], list[_Fields]] | None = None,
) -> None:
    """Pass if `version` is the stored one.

    Args:
        unit: Where the audit log is, which knows what changed since.
        stored: As it is now.
        version: Of what is to be changed, as its sender read it.
        subject: Its id in the audit log.
        differ: How two states are told apart, if not field by field.

    Raises:
        StaleError: It is not; `details` says what changed.
    """
    if version == stored.version:
        return
    lines = (await unit.audit.page(AuditFilter(subject=subject), limit=_LOOK_BACK)).items
    now: _Fields = msgspec.json.decode(msgspec.json.encode(stored))
    then = _as_of(version, lines)
    changed = [] if then is None else (differ or differences)(then, now)
    by = await _names_of(unit, version, lines)
    words = ", ".join(dict.fromkeys(_words(one["field"]) for one in changed))
    who = " and ".join(by) or "Somebody else"
    raise StaleError(
        f"{who} changed this meanwhile{f': {words}' if words else ''}.",
        field="version",
        details={"version": stored.version, "changed": changed, "by": by},
    )


def differences(before: _Fields, after: _Fields) -> list[_Fields]:
    """What two states of a thing differ in: `field`, `before`, `after` for each, less the version.

    Works on the wire's names.
    """
    names = [*after, *(name for name in before if name not in after)]
    return [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in names
        if name != "version" and before.get(name) != after.get(name)
    ]


def _as_of(version: int, lines: tuple[AuditEntry, ...]) -> _Fields | None:
    for line in lines:
        for key in ("after", "before"):
            state: _Fields | None = line.detail.get(key)
            if state is not None and state.get("version") == version:
                return state
    return None


async def _names_of(unit: UnitOfWork, version: int, lines: tuple[AuditEntry, ...]) -> list[str]:
    actors = list(dict.fromkeys(line.actor for line in lines if _version_after(line) > version))
    if not actors:
        return []
    names: dict[str, str] = {user.id: user.name for user in await unit.club.users()}
    known: dict[str, str] = {**names, DESKTOP_SUBJECT: "Somebody at the hub's own desk"}
    return [known.get(actor, "Somebody else") for actor in reversed(actors)]


def _version_after(line: AuditEntry) -> int:
    after: _Fields = line.detail.get("after") or {}
    version: object = after.get("version")
    return version if isinstance(version, int) else 0


def _words(field: str) -> str:
    """`massKg` as people read it: "mass kg"."""
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in field).strip()
