from __future__ import annotations

from datetime import date
from itertools import product
from random import Random

from hypothesis import given, strategies as st

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import PlayerId, TeamId
from core.domain.player import Player, Position, Sex
from core.planning.distribution import (
    Distribution,
    GroupOffer,
    distribute_at_random,
    distribute_by_skill,
    distribute_evenly,
    skill_of,
)

TYPES = (ROWING, BIKE_ERG, SKI_ERG)


def ids(count: int) -> list[PlayerId]:
    return [PlayerId(f"p{number}") for number in range(count)]


def offers(*capacities: int) -> list[GroupOffer]:
    return [
        GroupOffer(equipment=TYPES[index % 3], capacity=capacity)
        for index, capacity in enumerate(capacities)
    ]


def athlete(player_id: PlayerId, watts: float | None) -> Player:
    return Player(
        id=player_id,
        team_id=TeamId("t"),
        first_name="A",
        last_name=player_id,
        jersey_number=1,
        position=Position.FORWARD,
        birth_date=date(2000, 1, 1),
        sex=Sex.MALE,
        mass_kg=80.0,
        heart_rate_max_bpm=190,
        heart_rate_rest_bpm=50,
        ftp_w={} if watts is None else {ROWING: watts},
    )


def sizes(distribution: Distribution) -> list[int]:
    return [len(group) for group in distribution.groups]


def test_that_eighteen_players_make_three_groups_of_six() -> None:
    assert sizes(distribute_evenly(ids(18), offers(8, 8, 6))) == [6, 6, 6]


def test_that_the_earlier_groups_take_the_remainder() -> None:
    assert sizes(distribute_evenly(ids(8), offers(9, 9, 9))) == [3, 3, 2]


def test_that_a_full_group_leaves_the_rest_to_the_others() -> None:
    assert sizes(distribute_evenly(ids(12), offers(2, 9, 9))) == [2, 5, 5]


def test_that_players_over_total_capacity_are_named_with_the_reason() -> None:
    result = distribute_evenly(ids(5), offers(2, 1))
    assert sizes(result) == [2, 1]
    assert [(one.player_id, one.reason) for one in result.unassigned] == [
        ("p3", "All machines are taken."),
        ("p4", "All machines are taken."),
    ]


def test_that_somebody_moves_on_for_one_who_has_no_other_choice() -> None:
    first, second = ids(2)

    def may(player_id: PlayerId, equipment: EquipmentType) -> bool:
        return player_id == first or equipment == ROWING

    result = distribute_evenly([first, second], offers(1, 1), may)
    assert result.groups == ((second,), (first,))


def test_that_who_may_use_nothing_is_told_so_without_a_diagnosis() -> None:
    result = distribute_evenly(ids(1), offers(4, 4), lambda _player, _equipment: False)
    assert result.unassigned[0].reason == (
        "May not use any of these machines (medical restriction)."
    )


def test_that_groups_by_skill_are_a_snake_draft() -> None:
    players = [athlete(player_id, 400 - 10 * n) for n, player_id in enumerate(ids(9))]
    groups = distribute_by_skill(players, offers(9, 9, 9)).groups
    assert [[int(one[1:]) for one in group] for group in groups] == [
        [0, 5, 6],
        [1, 4, 7],
        [2, 3, 8],
    ]


def test_that_who_was_never_measured_counts_as_average() -> None:
    strength = skill_of(
        [athlete(PlayerId("a"), 160), athlete(PlayerId("b"), 320), athlete(PlayerId("c"), None)]
    )
    assert strength == {"a": 2.0, "b": 4.0, "c": 3.0}


def test_that_random_groups_are_the_same_for_the_same_seed_and_not_for_another() -> None:
    def deal(seed: int) -> Distribution:
        return distribute_at_random(ids(18), offers(6, 6, 6), random=Random(seed))  # noqa: S311 - not secret

    assert deal(1) == deal(1)
    assert deal(1) != deal(2)


@st.composite
def clubs(draw: st.DrawFn):
    count = draw(st.integers(0, 24))
    room = draw(st.lists(st.integers(0, 8), min_size=2, max_size=8))
    forbidden = draw(
        st.sets(st.tuples(st.sampled_from(ids(24)), st.sampled_from(TYPES)), max_size=30)
    )
    return ids(count), offers(*room), forbidden


@given(clubs(), st.sampled_from(["even", "skill", "random"]), st.randoms(use_true_random=False))
def test_that_nobody_is_lost_or_doubled_and_capacity_and_restrictions_hold(
    club, strategy: str, random: Random
) -> None:
    players, groups, forbidden = club

    def may(player_id: PlayerId, equipment: EquipmentType) -> bool:
        return (player_id, equipment) not in forbidden

    if strategy == "even":
        result = distribute_evenly(players, groups, may)
    elif strategy == "random":
        result = distribute_at_random(players, groups, may, random=random)
    else:
        measured = [athlete(one, random.choice([None, 150.0, 300.0])) for one in players]
        result = distribute_by_skill(measured, groups, may)

    placed = [one for group in result.groups for one in group]
    left = [one.player_id for one in result.unassigned]
    assert sorted(placed + left) == sorted(players)
    for group, offer in zip(result.groups, groups, strict=True):
        assert len(group) <= offer.capacity
        assert all(may(one, offer.equipment) for one in group)
    # Nobody stays out while a group that would take the player has room.
    for one, (group, offer) in product(left, zip(result.groups, groups, strict=True)):
        assert not may(one, offer.equipment) or len(group) == offer.capacity


@given(st.integers(0, 40), st.lists(st.integers(0, 10), min_size=2, max_size=8))
def test_that_without_restrictions_groups_differ_by_one_at_most_unless_full(
    count: int, room: list[int]
) -> None:
    result = distribute_evenly(ids(count), offers(*room))
    assert sum(sizes(result)) == min(count, sum(room))
    pairs = list(zip(sizes(result), room, strict=True))
    for (size, capacity), (other, _) in product(pairs, pairs):
        assert size == capacity or size >= other - 1


@given(clubs())
def test_that_as_many_players_find_a_place_as_can(club) -> None:
    players, groups, forbidden = club

    def may(player_id: PlayerId, equipment: EquipmentType) -> bool:
        return (player_id, equipment) not in forbidden

    result = distribute_evenly(players, groups, may)
    room = {kind: sum(o.capacity for o in groups if o.equipment == kind) for kind in TYPES}
    # Hall: for each set of machine types, who may use only those cannot outnumber them.
    best = len(players)
    for chosen in product([True, False], repeat=3):
        types = {kind for kind, is_in in zip(TYPES, chosen, strict=True) if is_in}
        only_those = [
            one for one in players if all(kind in types or not may(one, kind) for kind in TYPES)
        ]
        best = min(best, len(players) - len(only_those) + sum(room[kind] for kind in types))
    assert sum(sizes(result)) == best
