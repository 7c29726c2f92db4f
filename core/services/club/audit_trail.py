"""What the audit log keeps of a change: the thing before and after."""

from __future__ import annotations

import msgspec

from core.domain.user import Principal
from core.domain.value import Value
from core.ports.storage import UnitOfWork


async def note_change(
    unit: UnitOfWork,
    actor: Principal,
    action: str,
    subject: str,
    *,
    before: Value | None,
    after: Value | None,
) -> None:
    """Write a change down, in the transaction that makes it."""
    detail = msgspec.json.encode({"before": before, "after": after})
    await unit.audit.note(actor=actor.subject, action=action, subject=subject, detail=detail)
