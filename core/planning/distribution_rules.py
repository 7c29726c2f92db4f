"""What a request for a distribution must be like."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.distribution import DistributionRequest, GroupWish
from core.domain.ids import PlayerId
from core.domain.session import MAX_SESSIONS, MIN_SESSIONS
from core.errors import InvalidInputError
from core.planning.validation import (
    Known,
    check_common,
    check_duration,
    check_known,
    check_name,
    check_players_once,
)

_MOST_SETS = 200
_FULLY_READY = 100
_MOST_PLAYERS = 10_000
_LARGEST_SEED = 2**53 - 1
"""Every JSON reader keeps it whole."""


def check_request(request: DistributionRequest, known: Known) -> None:
    """Hold a request against the rules.

    Raises:
        InvalidInputError: It breaks one; `field` says which part of the request.
    """
    check_common(request.common_properties, known)
    count = len(request.groups)
    if not MIN_SESSIONS <= count <= MAX_SESSIONS:
        message = f"Players are spread over {MIN_SESSIONS} to {MAX_SESSIONS} groups, not {count}."
        raise InvalidInputError(message, field="groups")
    for index, group in enumerate(request.groups):
        _check_group(group, known, f"groups.{index}")
    check_players_once(
        [(group.name, group.locked_player_ids) for group in request.groups],
        path="groups.{}.lockedPlayerIds",
    )
    for player_id in request.player_ids or ():
        check_known("player", player_id, known.player_ids, "playerIds")
    if request.seed is not None and not 0 <= request.seed <= _LARGEST_SEED:
        raise InvalidInputError("A seed is a whole number from 0 upwards.", field="seed")
    _check_sets(request.keep_together, known, "keepTogether")
    _check_sets(request.keep_apart, known, "keepApart")
    _check_sense(request)
    _check_readiness(request, known)


def _check_group(group: GroupWish, known: Known, path: str) -> None:
    check_name(group.name, f"{path}.name")
    check_known("machine type", group.equipment, known.kinds, f"{path}.equipment")
    if group.duration is not None:
        check_duration(group.duration, f"{path}.duration")
    if group.facility_id is not None:
        check_known("facility", group.facility_id, known.facility_ids, f"{path}.facilityId")
    if group.capacity is not None and not 0 <= group.capacity <= _MOST_PLAYERS:
        message = f"A group has room for 0 to {_MOST_PLAYERS} players, not {group.capacity}."
        raise InvalidInputError(message, field=f"{path}.capacity")
    for player_id in group.locked_player_ids:
        check_known("player", player_id, known.player_ids, f"{path}.lockedPlayerIds")


def _check_sets(sets: Sequence[Sequence[PlayerId]], known: Known, path: str) -> None:
    if len(sets) > _MOST_SETS:
        raise InvalidInputError(f"There are at most {_MOST_SETS} sets of players.", field=path)
    for index, members in enumerate(sets):
        if len(set(members)) < 2:  # noqa: PLR2004 - a pair
            message = "It takes two players to be kept together or apart."
            raise InvalidInputError(message, field=f"{path}.{index}")
        for player_id in members:
            check_known("player", player_id, known.player_ids, f"{path}.{index}")


def _check_sense(request: DistributionRequest) -> None:
    """See that no two wishes exclude each other outright."""
    group_of = {
        one: index for index, group in enumerate(request.groups) for one in group.locked_player_ids
    }
    for index, members in enumerate(request.keep_together):
        if len({group_of[one] for one in members if one in group_of}) > 1:
            raise InvalidInputError(
                "Players who are to stay together are locked to different groups.",
                suggested_action="Unlock one of them.",
                field=f"keepTogether.{index}",
            )
        for apart in request.keep_apart:
            if len(set(members) & set(apart)) > 1:
                raise InvalidInputError(
                    "The same players are to be kept together and apart.",
                    suggested_action="Take back one of the two wishes.",
                    field=f"keepTogether.{index}",
                )
    for index, members in enumerate(request.keep_apart):
        groups = [group_of[one] for one in set(members) if one in group_of]
        if len(groups) != len(set(groups)):
            raise InvalidInputError(
                "Players who are to be kept apart are locked to the same group.",
                suggested_action="Unlock one of them.",
                field=f"keepApart.{index}",
            )


def _check_readiness(request: DistributionRequest, known: Known) -> None:
    for player_id, value in request.readiness.items():
        check_known("player", player_id, known.player_ids, "readiness")
        if not 0 <= value <= _FULLY_READY:
            message = f"Readiness is 0 to {_FULLY_READY}, not {value:g}."
            raise InvalidInputError(message, field=f"readiness.{player_id}")
