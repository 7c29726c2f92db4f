"""The one gate between a player and a machine: may he, that day, and if not, what instead?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.restriction import Restriction
from core.domain.value import Value
from core.errors import RestrictedError
from core.planning.medical_content import ContentGate, until_text


class Refusal(Value, frozen=True, kw_only=True):
    """Why a player may not, in words that carry no diagnosis."""

    player_id: PlayerId
    equipment: EquipmentType
    reason: str
    alternative: EquipmentType | None = None
    """The nearest machine type that is allowed; None if all are forbidden."""


class MedicalGate:
    """Answers for one training.

    Args:
        restrictions: Those of all players concerned.
        kinds: All machine types, the order being that in which alternatives are offered.
        day: The day of training, as the facility's calendar shows it.
        last_day: Its last day, where it goes on past midnight.
    """

    def __init__(
        self,
        restrictions: Iterable[Restriction],
        kinds: Sequence[EquipmentKind],
        day: date,
        last_day: date | None = None,
    ) -> None:
        self._kinds: Mapping[EquipmentType, EquipmentKind] = {kind.code: kind for kind in kinds}
        self._day = day
        self._days = (day, last_day or day)
        self._by_player: dict[PlayerId, list[Restriction]] = {}
        for restriction in restrictions:
            self._by_player.setdefault(restriction.player_id, []).append(restriction)

    def allows(self, player_id: PlayerId, equipment: EquipmentType) -> bool:
        """Whether nothing forbids it."""
        return not self._against(player_id, equipment)

    def refusal(
        self, player: Player, equipment: EquipmentType, *, offered: Sequence[EquipmentType] = ()
    ) -> Refusal | None:
        """Why not, and what instead; None if the player may.

        Args:
            player: Who wants to train.
            equipment: On what.
            offered: Machine types that are near at hand, tried before all others.
        """
        against = self._against(player.id, equipment)
        if not against:
            return None
        near = (*offered, *self._like(equipment))
        others = (code for code in near if self.allows(player.id, code))
        return Refusal(
            player_id=player.id,
            equipment=equipment,
            reason=f"{player.name} may not use {self._name(equipment)} {until_text(against)}.",
            alternative=next(others, None),
        )

    def check(
        self,
        player: Player,
        equipment: EquipmentType,
        *,
        offered: Sequence[EquipmentType] = (),
        field: str | None = None,
    ) -> None:
        """Let the player through or not.

        Raises:
            RestrictedError: A restriction forbids it; the next step names an alternative.
        """
        refusal = self.refusal(player, equipment, offered=offered)
        if refusal is None:
            return
        action = "Leave the player out: no machine here is allowed."
        if refusal.alternative is not None:
            action = f"{self._name(refusal.alternative)} is allowed: move the player there."
        raise RestrictedError(refusal.reason, suggested_action=action, field=field)

    def content(self, player_id: PlayerId) -> ContentGate:
        """What the player may do inside a workout."""
        return ContentGate(self._by_player.get(player_id, ()), self._day)

    def _like(self, equipment: EquipmentType) -> list[EquipmentType]:
        """Machine types on which the same can be trained."""
        kind = self._kinds.get(equipment)
        if kind is None:
            return list(self._kinds)
        return [code for code, one in self._kinds.items() if set(one.suits) & set(kind.suits)]

    def _against(self, player_id: PlayerId, equipment: EquipmentType) -> list[Restriction]:
        all_of_player = self._by_player.get(player_id, [])
        return [
            one for one in all_of_player if any(one.forbids(equipment, day) for day in self._days)
        ]

    def _name(self, equipment: EquipmentType) -> str:
        kind = self._kinds.get(equipment)
        return kind.name if kind is not None else equipment
