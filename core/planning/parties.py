"""Who moves as one when players are spread: single players, and those who stay together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.distribution import Wishes
from core.domain.drafts import UnassignedPlayer
from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId
from core.domain.value import Value

Permission = Callable[[PlayerId, EquipmentType], bool]
"""Whether a player may use a machine type; `MedicalGate.allows`."""


class GroupOffer(Value, frozen=True, kw_only=True):
    """Room for players: a session's machine type and how many machines it can have."""

    equipment: EquipmentType
    capacity: int
    name: str = ""
    barred: tuple[PlayerId, ...] = ()
    """Players who may not be in it for what is done there, whatever the machine."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Party:
    """Players who go into a group together; most parties are one player."""

    members: tuple[PlayerId, ...]
    allowed: tuple[int, ...]
    """The groups in which all of them may be; of who is locked, that group alone."""
    weight: int = 0
    kind: str = ""
    """Parties are exchanged for their weight only with those of the same kind."""
    apart: tuple[int, ...] = ()
    """Numbers of the sets of which only one may be in a group."""
    is_locked: bool = False

    @property
    def size(self) -> int:
        """How many machines they need."""
        return len(self.members)

    @property
    def is_free(self) -> bool:
        """One player without wishes, who can make room for anybody."""
        return len(self.members) == 1 and not self.apart and not self.is_locked


class Parties(Value, frozen=True, kw_only=True):
    """All who can be placed, and those for whom there is no group at all."""

    parties: tuple[Party, ...]
    refused: tuple[UnassignedPlayer, ...]


class PartyMaker:
    """Makes parties of players.

    Args:
        offers: The groups.
        may: The medical gate.
        wishes: Locks, together, apart.
    """

    def __init__(self, offers: Sequence[GroupOffer], may: Permission, wishes: Wishes) -> None:
        self._offers = offers
        self._may = may
        self._wishes = wishes

    def make(
        self,
        players: Sequence[PlayerId],
        weights: Mapping[PlayerId, int],
        kinds: Mapping[PlayerId, str],
    ) -> Parties:
        """Parties in the order of their first players."""
        parties: list[Party] = []
        refused: list[UnassignedPlayer] = []
        apart = _apart_sets(self._wishes)
        for members in _gathered(players, self._wishes.together):
            sets = [one for member in members for one in apart.get(member, ())]
            allowed = self._allowed(members)
            reason = self._reason(members, allowed, has_quarrel=len(sets) != len(set(sets)))
            if reason:
                refused += [UnassignedPlayer(player_id=one, reason=reason) for one in members]
                continue
            party = Party(
                members=members,
                allowed=allowed,
                weight=sum(weights.get(one, 0) for one in members),
                kind=" ".join(sorted(kinds.get(one, "") for one in members)),
                apart=tuple(sets),
                is_locked=any(one in self._wishes.locks for one in members),
            )
            parties.append(party)
        return Parties(parties=tuple(parties), refused=tuple(refused))

    def _allowed(self, members: Sequence[PlayerId]) -> tuple[int, ...]:
        locks = self._wishes.locks
        return tuple(
            index
            for index, offer in enumerate(self._offers)
            if all(
                locks.get(one, index) == index
                and one not in offer.barred
                and self._may(one, offer.equipment)
                for one in members
            )
        )

    def _reason(
        self, members: Sequence[PlayerId], allowed: Sequence[int], *, has_quarrel: bool
    ) -> str:
        if has_quarrel:
            return "Is to stay together with somebody from whom to be kept apart."
        if allowed:
            return ""
        if len(members) > 1:
            return "No group here is open to all who are to stay together."
        lock = self._wishes.locks.get(members[0])
        if lock is None:
            return "May not train in any of these groups (medical restriction)."
        return f"Is locked to {name_of(self._offers, lock)}, but may not train there (medical)."


def name_of(offers: Sequence[GroupOffer], index: int) -> str:
    """What a group is called in a sentence."""
    name = offers[index].name if index < len(offers) else ""
    return f"“{name}”" if name else f"group {index + 1}"


def _apart_sets(wishes: Wishes) -> dict[PlayerId, list[int]]:
    found: dict[PlayerId, list[int]] = {}
    for number, members in enumerate(wishes.apart):
        for one in dict.fromkeys(members):
            found.setdefault(one, []).append(number)
    return found


def _gathered(
    players: Sequence[PlayerId], together: Sequence[Sequence[PlayerId]]
) -> list[tuple[PlayerId, ...]]:
    """Each player once, with all to whom a chain of sets ties him."""
    everybody = dict.fromkeys(players)
    set_of = {one: [one] for one in everybody}
    for wish in together:
        here = [one for one in dict.fromkeys(wish) if one in everybody]
        for other in here[1:]:
            mine, yours = set_of[here[0]], set_of[other]
            if mine is not yours:
                mine += yours
                set_of.update(dict.fromkeys(yours, mine))
    place = {one: at for at, one in enumerate(everybody)}
    gathered = {id(one): tuple(sorted(one, key=place.__getitem__)) for one in set_of.values()}
    return list(gathered.values())
