from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import PlayerId
from core.planning.rebalancing import Standing, rebalance, targets_of

TYPES = (ROWING, BIKE_ERG, SKI_ERG)


def standing(*groups: tuple[int, int, str]) -> list[Standing]:
    """Planned count, capacity, and a letter for each who is there."""
    return [
        Standing(
            equipment=TYPES[index],
            planned=planned,
            capacity=capacity,
            members=[PlayerId(letter) for letter in letters],
        )
        for index, (planned, capacity, letters) in enumerate(groups)
    ]


def anybody(_player: PlayerId, _equipment: EquipmentType) -> bool:
    return True


def shown(groups: list[Standing]) -> list[str]:
    return ["".join(group.members) for group in groups]


@pytest.mark.requirement(5, 19)
def test_that_nobody_moves_where_the_groups_are_even_enough() -> None:
    groups = standing((6, 8, "abcde"), (6, 8, "ghijkl"), (6, 8, "mnopqr"))
    assert rebalance(groups, [], anybody, {}) == []
    assert shown(groups) == ["abcde", "ghijkl", "mnopqr"]


@pytest.mark.requirement(5, 19)
def test_that_one_moves_where_two_of_a_group_are_absent() -> None:
    groups = standing((6, 8, "abcd"), (6, 8, "ghijkl"), (6, 8, "mnopqr"))
    rebalance(groups, [], anybody, {})
    assert sorted(len(group.members) for group in groups) == [5, 5, 6]
    moved = [one for one in groups[0].members if one not in "abcd"]
    assert len(moved) == 1


def test_that_groups_planned_uneven_stay_uneven() -> None:
    groups = standing((8, 8, "abcdef"), (4, 4, "wxyz"))
    rebalance(groups, [], anybody, {})
    assert [len(group.members) for group in groups] == [7, 3]


def test_that_the_one_moves_who_makes_the_groups_most_alike() -> None:
    groups = standing((4, 8, "ab"), (4, 8, "wxyz"))
    weights = {
        PlayerId(one): worth for one, worth in zip("abwxyz", (1, 1, 5, 9, 5, 5), strict=True)
    }
    rebalance(groups, [], anybody, weights)
    assert shown(groups) == ["abx", "wyz"]


def test_that_nobody_moves_to_a_machine_that_is_forbidden() -> None:
    groups = standing((3, 8, "a"), (3, 8, "xyz"))
    rebalance(groups, [], lambda one, machine: one == "a" or machine is not ROWING, {})
    assert shown(groups) == ["a", "xyz"]


def test_that_who_finds_no_machine_is_told() -> None:
    groups = standing((2, 2, "ab"), (2, 2, "yz"))
    assert rebalance(groups, [PlayerId("q")], anybody, {}) == ["q"]


@given(
    planned=st.lists(st.integers(0, 8), min_size=2, max_size=3),
    data=st.data(),
)
def test_that_nobody_is_lost_and_no_group_is_over_its_machines(
    planned: list[int], data: st.DataObject
) -> None:
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    names = [[next(letters) for _ in range(count)] for count in planned]
    present = [[one for one in group if data.draw(st.booleans())] for group in names]
    groups = standing(
        *((count, 8, "".join(here)) for count, here in zip(planned, present, strict=True))
    )
    barred = frozenset(
        data.draw(st.sets(st.sampled_from([one for g in names for one in g] or ["-"])))
    )

    def may(one: PlayerId, machine: EquipmentType) -> bool:
        return one not in barred or machine is ROWING

    before = {one for group in groups for one in group.members}
    start = [set(group.members) for group in groups]
    assert rebalance(groups, [], may, {}) == []
    after = [one for group in groups for one in group.members]
    assert sorted(after) == sorted(before)
    assert all(len(group.members) <= 8 for group in groups)
    for was, group in zip(start, groups, strict=True):
        assert all(may(one, group.equipment) for one in set(group.members) - was)


def test_that_targets_add_up_to_those_who_are_there() -> None:
    groups = standing((6, 6, "abcdef"), (6, 6, ""), (6, 3, "g"))
    assert sum(targets_of(groups)) == 7
    assert targets_of(groups)[2] <= 3
