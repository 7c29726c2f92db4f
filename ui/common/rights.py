"""What a screen offers to whom. The hub decides; this only spares people a refusal."""

from __future__ import annotations

from typing import Final

from core.domain.user import Principal, Role

CLUB_CHANGERS: Final = frozenset({Role.ADMIN, Role.TRAINER})
MEDICAL_READERS: Final = frozenset({Role.ADMIN, Role.TRAINER, Role.MEDICAL})
"""They also enter restrictions."""


def may_change_club(me: Principal | None) -> bool:
    """Whether somebody may change players and machines; nobody known: let the hub say."""
    return me is None or me.role in CLUB_CHANGERS


def may_see_medical(me: Principal | None) -> bool:
    """Whether somebody may read and enter what restrictions are about."""
    return me is None or me.role in MEDICAL_READERS
