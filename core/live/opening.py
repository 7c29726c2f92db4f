"""A player's state where he begins in a session."""

from __future__ import annotations

import msgspec

from core.domain.adaptation import Adapted
from core.domain.ids import UnitId
from core.domain.player import Player
from core.domain.session import Session
from core.live.events import MedicalStatus
from core.live.state import PlayerState
from core.live.work import MedicalState


def opened(
    player: Player, session: Session, unit_id: UnitId | None, unit_name: str = ""
) -> PlayerState:
    """The player before anything was heard of him; his W′ is whole."""
    w_prime_j = player.w_prime_j.get(session.equipment)
    has_balance = w_prime_j and player.threshold_w(session.equipment)
    return PlayerState(
        player=player,
        equipment=session.equipment,
        unit_id=unit_id,
        unit_name=unit_name,
        w_balance_j=w_prime_j if has_balance else None,
    )


def restricted(player: PlayerState, adapted: Adapted | None, body_part: str = "") -> PlayerState:
    """The player with what he does under the restrictions he came with; as he is without any."""
    if adapted is None:
        return player
    medical = MedicalState(status=MedicalStatus.LIMITED, body_part=body_part, restricted=True)
    return msgspec.structs.replace(
        player,
        content=adapted.content if adapted.changes else None,
        changes=adapted.changes,
        medical=medical,
    )
