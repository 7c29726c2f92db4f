from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, strategies as st

from core.domain.distribution import Wishes
from core.domain.equipment import ROWING, EquipmentType
from core.domain.ids import PlayerId
from core.domain.player import Position
from core.domain.session import DistributionStrategy
from core.planning.distribution import Distribution, distribute
from core.planning.measures import strength_of
from tests.helpers.squads import TYPES, athlete, offers, player_id, squad

EVENLY = DistributionStrategy.AUTOMATIC
BY_SKILL = DistributionStrategy.SKILL_BASED
AT_RANDOM = DistributionStrategy.RANDOM
BY_POSITION = DistributionStrategy.POSITION
BY_HAND = DistributionStrategy.MANUAL


def unknown(count: int):
    return squad([None] * count)


def sizes(distribution: Distribution) -> list[int]:
    return [len(group) for group in distribution.groups]


def reasons(distribution: Distribution) -> dict[PlayerId, str]:
    return {one.player_id: one.reason for one in distribution.unassigned}


def numbers(distribution: Distribution) -> list[list[int]]:
    return [[int(one[1:]) for one in group] for group in distribution.groups]


@pytest.mark.requirement(2, 19)
def test_that_eighteen_players_make_three_groups_of_six() -> None:
    assert sizes(distribute(unknown(18), offers(8, 8, 6))) == [6, 6, 6]


def test_that_the_earlier_groups_take_the_remainder() -> None:
    assert sizes(distribute(unknown(8), offers(9, 9, 9))) == [3, 3, 2]


def test_that_a_full_group_leaves_the_rest_to_the_others() -> None:
    assert sizes(distribute(unknown(12), offers(2, 9, 9))) == [2, 5, 5]


@pytest.mark.requirement(5, 19)
def test_that_players_over_total_capacity_are_named_with_the_reason() -> None:
    result = distribute(unknown(5), offers(2, 1))
    assert sizes(result) == [2, 1]
    assert reasons(result) == {
        player_id(3): "All machines are taken.",
        player_id(4): "All machines are taken.",
    }


def test_that_somebody_moves_on_for_one_who_has_no_other_choice() -> None:
    def may(who: PlayerId, equipment: EquipmentType) -> bool:
        return who == player_id(0) or equipment == ROWING

    assert numbers(distribute(unknown(2), offers(1, 1), may)) == [[1], [0]]


def test_that_who_may_use_nothing_is_told_so_without_a_diagnosis() -> None:
    result = distribute(unknown(1), offers(4, 4), lambda _player, _equipment: False)
    assert reasons(result) == {
        player_id(0): "May not train in any of these groups (medical restriction)."
    }


@pytest.mark.requirement(19)
def test_that_nine_players_by_skill_make_three_groups_of_the_same_strength() -> None:
    watts = [400 - 8 * number for number in range(9)]
    groups = numbers(distribute(squad(watts), offers(9, 9, 9), strategy=BY_SKILL))
    assert [sum(watts[one] for one in group) for group in groups] == [1104, 1104, 1104]


def test_that_who_was_never_measured_counts_as_average() -> None:
    known = strength_of(squad([160, 320, None]))
    assert known.weights([player_id(one) for one in range(3)]) == {
        player_id(0): 200,
        player_id(1): 400,
        player_id(2): 300,
    }


def test_that_ratings_are_used_where_more_players_have_one_than_a_measured_threshold() -> None:
    players = [athlete(0, 300, skill=8), athlete(1, skill=4), athlete(2)]
    assert strength_of(players).known == {player_id(0): 8.0, player_id(1): 4.0}


@pytest.mark.requirement(19)
def test_that_random_groups_are_the_same_for_the_same_seed_and_not_for_another() -> None:
    def deal(seed: int) -> Distribution:
        return distribute(unknown(18), offers(6, 6, 6), strategy=AT_RANDOM, seed=seed)

    assert deal(1) == deal(1)
    assert deal(1) != deal(2)


def test_that_by_position_each_group_has_the_same_mix_and_among_equals_the_same_strength() -> None:
    mix = [Position.GOALKEEPER] * 3 + [Position.DEFENCE] * 6 + [Position.FORWARD] * 9
    players = [athlete(at, 400 - 8 * (at % 9), one) for at, one in enumerate(mix)]
    groups = numbers(distribute(players, offers(6, 6, 6), strategy=BY_POSITION))
    of = dict(enumerate(mix))
    assert [sorted(of[one] for one in group) for group in groups] == [
        ["defence"] * 2 + ["forward"] * 3 + ["goalkeeper"]
    ] * 3
    strengths = [sum(400 - 8 * (one % 9) for one in group) for group in groups]
    assert max(strengths) - min(strengths) <= 8


def test_that_the_mix_of_positions_is_mended_where_restrictions_upset_it() -> None:
    players = [
        athlete(at, position=Position.DEFENCE if at < 6 else Position.FORWARD) for at in range(12)
    ]

    def may(who: PlayerId, equipment: EquipmentType) -> bool:
        return who not in (player_id(0), player_id(1)) or equipment == ROWING

    groups = numbers(distribute(players, offers(6, 6), may, strategy=BY_POSITION))
    assert [sum(one < 6 for one in group) for group in groups] == [3, 3]
    assert {0, 1} <= set(groups[0])


def test_that_by_hand_only_who_was_put_somewhere_is_placed_and_checked() -> None:
    wishes = Wishes(locks={player_id(0): 0, player_id(1): 0, player_id(2): 1})

    def may(who: PlayerId, _equipment: EquipmentType) -> bool:
        return who != player_id(2)

    result = distribute(unknown(4), offers(1, 4), may, strategy=BY_HAND, wishes=wishes)
    assert numbers(result) == [[0], []]
    assert reasons(result) == {
        player_id(1): "Is locked to group 1, which has no room left.",
        player_id(2): "Is locked to group 2, but may not train there (medical).",
        player_id(3): "Nobody has put this player into a group.",
    }


def test_that_who_stays_together_is_left_out_together_where_no_group_has_room_for_all() -> None:
    wishes = Wishes(together=((player_id(0), player_id(1)), (player_id(1), player_id(2))))
    result = distribute(unknown(6), offers(2, 2, 2), wishes=wishes)
    assert sizes(result) == [1, 1, 1]
    assert set(reasons(result).values()) == {
        "No group has room for all 3 who are to stay together."
    }


def test_that_of_those_kept_apart_one_more_than_there_are_groups_stays_out() -> None:
    wishes = Wishes(apart=(tuple(player_id(one) for one in range(3)),))
    result = distribute(unknown(8), offers(5, 5), wishes=wishes)
    assert list(reasons(result).values()) == [
        "In each group with room there is somebody from whom to be kept apart."
    ]
    assert sizes(result) == [4, 3]


def test_that_a_pair_gets_room_by_sending_another_pair_elsewhere() -> None:
    """Two pairs and two groups, and only one of the pairs may row: it takes the rowers."""
    wishes = Wishes(together=((player_id(0), player_id(1)), (player_id(2), player_id(3))))

    def may(who: PlayerId, equipment: EquipmentType) -> bool:
        return who in (player_id(0), player_id(1)) or equipment != ROWING

    result = distribute(unknown(4), offers(2, 3), may, wishes=wishes)
    assert numbers(result) == [[0, 1], [2, 3]]


def test_that_wishes_that_contradict_each_other_leave_those_concerned_out() -> None:
    both = (player_id(0), player_id(1))
    result = distribute(unknown(3), offers(3, 3), wishes=Wishes(together=(both,), apart=(both,)))
    assert set(reasons(result)) == set(both)
    locks = Wishes(together=(both,), locks={player_id(0): 0, player_id(1): 1})
    assert set(reasons(distribute(unknown(3), offers(3, 3), wishes=locks))) == set(both)


@st.composite
def clubs(draw: st.DrawFn):
    count = draw(st.integers(0, 24))
    room = draw(st.lists(st.integers(0, 8), min_size=2, max_size=8))
    ids = [player_id(one) for one in range(24)]
    forbidden = draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(TYPES)), max_size=30))
    positions = draw(st.lists(st.sampled_from(Position), min_size=count, max_size=count))
    watts = draw(st.lists(st.none() | st.integers(150, 400), min_size=count, max_size=count))
    players = [
        athlete(at, power, position)
        for at, (power, position) in enumerate(zip(watts, positions, strict=True))
    ]
    return players, offers(*room), lambda who, equipment: (who, equipment) not in forbidden


@st.composite
def wishes_for(draw: st.DrawFn, groups: int):
    ids = st.sampled_from([player_id(one) for one in range(24)])
    sets = st.lists(ids, min_size=2, max_size=4, unique=True).map(tuple)
    return Wishes(
        locks=draw(st.dictionaries(ids, st.integers(0, groups - 1), max_size=6)),
        together=tuple(draw(st.lists(sets, max_size=3))),
        apart=tuple(draw(st.lists(sets, max_size=3))),
    )


@pytest.mark.requirement(5, 19)
@given(clubs(), st.sampled_from(DistributionStrategy), st.integers(0, 9), st.data())
def test_that_nobody_is_lost_or_doubled_and_room_restrictions_and_wishes_hold(
    club, strategy: DistributionStrategy, seed: int, data
) -> None:
    players, groups, may = club
    wishes = data.draw(wishes_for(len(groups)))
    result = distribute(players, groups, may, strategy=strategy, wishes=wishes, seed=seed)

    placed = [one for group in result.groups for one in group]
    left = [one.player_id for one in result.unassigned]
    assert sorted(placed + left) == sorted(one.id for one in players)
    where = {one: at for at, group in enumerate(result.groups) for one in group}
    for group, offer in zip(result.groups, groups, strict=True):
        assert len(group) <= offer.capacity
        assert all(may(one, offer.equipment) for one in group)
    for one, group in wishes.locks.items():
        assert where.get(one, group) == group
    here = {one.id for one in players}
    if strategy is not BY_HAND:
        for together in wishes.together:
            assert len({where.get(one) for one in together if one in here}) <= 1
    for apart in wishes.apart:
        groups_of_them = [where[one] for one in apart if one in where]
        assert len(groups_of_them) == len(set(groups_of_them))
    assert all(one.reason for one in result.unassigned)
    # Who has no wishes does not stay out while a group that would take him has room.
    tied = {one for wish in (*wishes.together, *wishes.apart) for one in wish} | set(wishes.locks)
    if strategy is not BY_HAND:
        for one, (group, offer) in product(left, zip(result.groups, groups, strict=True)):
            assert one in tied or not may(one, offer.equipment) or len(group) == offer.capacity


@given(st.integers(0, 40), st.lists(st.integers(0, 10), min_size=2, max_size=8))
def test_that_without_restrictions_groups_differ_by_one_at_most_unless_full(
    count: int, room: list[int]
) -> None:
    result = distribute(unknown(count), offers(*room))
    assert sum(sizes(result)) == min(count, sum(room))
    pairs = list(zip(sizes(result), room, strict=True))
    for (size, capacity), (other, _) in product(pairs, pairs):
        assert size == capacity or size >= other - 1


@given(clubs())
def test_that_as_many_players_find_a_place_as_can(club) -> None:
    players, groups, may = club
    result = distribute(players, groups, may)
    room = {kind: sum(o.capacity for o in groups if o.equipment == kind) for kind in TYPES}
    # Hall: for each set of machine types, who may use only those cannot outnumber them.
    best = len(players)
    for chosen in product([True, False], repeat=3):
        types = {kind for kind, is_in in zip(TYPES, chosen, strict=True) if is_in}
        only_those = [
            one for one in players if all(kind in types or not may(one.id, kind) for kind in TYPES)
        ]
        best = min(best, len(players) - len(only_those) + sum(room[kind] for kind in types))
    assert sum(sizes(result)) == best
