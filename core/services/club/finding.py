"""What is asked for by its id is there, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.errors import InvalidInputError, NotFoundError
from core.ports.storage import UnitOfWork

T = TypeVar("T")


def found(thing: T | None, what: str, key: str) -> T:
    """The thing.

    Raises:
        NotFoundError: There is none.
    """
    if thing is None:
        message = f"There is no {what} {key}."
        raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")
    return thing


async def player_of(unit: UnitOfWork, player_id: PlayerId) -> Player:
    """One player, whom a writer keeps.

    Raises:
        NotFoundError: There is no such player.
    """
    return found(next(iter(await unit.club.players([player_id])), None), "player", player_id)


def check_exists(what: str, wanted: str, existing: Collection[str], field: str) -> None:
    """See that what is named exists.

    Raises:
        InvalidInputError: It does not.
    """
    if wanted not in existing:
        message = f"There is no {what} “{wanted}”."
        raise InvalidInputError(message, suggested_action="Choose an existing one.", field=field)
