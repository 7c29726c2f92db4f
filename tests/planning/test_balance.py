"""Groups of equal strength: against all possible groups, and against the arithmetic's limit."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, strategies as st

from core.domain.distribution import Wishes
from core.domain.session import DistributionStrategy
from core.planning.distribution import Distribution, distribute
from core.planning.even_sums import closest_sums
from tests.helpers.squads import MASS_KG, offers, player_id, squad


def group_range(weights: dict[str, int], result: Distribution) -> float:
    means = [sum(weights[one] for one in group) / len(group) for group in result.groups if group]
    return max(means) - min(means)


def in_steps(watts: list[float]) -> dict[str, int]:
    return {player_id(at): round(one / MASS_KG * 100) for at, one in enumerate(watts)}


def by_skill(watts: list[float], *capacities: int, wishes: Wishes = Wishes()) -> Distribution:  # noqa: B008 - frozen
    return distribute(
        squad(watts),
        offers(*capacities),
        strategy=DistributionStrategy.SKILL_BASED,
        wishes=wishes,
    )


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=4),
    st.integers(0, 400),
)
def test_that_no_whole_sums_have_means_closer_together(sizes: list[int], total: int) -> None:
    spans = closest_sums(sizes, total)
    assert sum(low for low, _ in spans) <= total <= sum(high for _, high in spans)
    assert all(low <= high for low, high in spans)
    reached = max(high / size for (_, high), size in zip(spans, sizes, strict=True)) - min(
        low / size for (low, _), size in zip(spans, sizes, strict=True)
    )
    mean = total / sum(sizes)
    near = [range(int(mean * size) - 2, int(mean * size) + 4) for size in sizes[:-1]]
    for sums in product(*near):
        last = total - sum(sums)
        means = [one / size for one, size in zip((*sums, last), sizes, strict=True)]
        assert max(means) - min(means) >= reached - 1e-9


@pytest.mark.requirement(19)
@pytest.mark.parametrize("seed", range(12))
def test_that_a_hundred_players_in_eight_groups_reach_what_arithmetic_allows(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not secret
    watts = [random.uniform(160, 420) for _ in range(100)]
    weights = in_steps(watts)
    result = by_skill(watts, *[14] * 8)
    spans = closest_sums([len(group) for group in result.groups], sum(weights.values()))
    sums = [sum(weights[one] for one in group) for group in result.groups]
    assert all(low <= one <= high for one, (low, high) in zip(sums, spans, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_that_twelve_players_in_two_groups_are_within_a_watt_of_the_best_of_all_groups(
    seed: int,
) -> None:
    random = Random(seed)  # noqa: S311 - not secret
    weights = in_steps(watts := [random.uniform(160, 420) for _ in range(12)])
    total = sum(weights.values())
    best = min(abs(total - 2 * sum(six)) / 6 for six in combinations(weights.values(), 6))
    reached = group_range(weights, by_skill(watts, 6, 6))
    assert (reached - best) / 100 * MASS_KG <= 1.1


def test_that_locks_and_who_is_kept_apart_or_together_survive_the_exchanges() -> None:
    watts = [400 - 9 * at for at in range(24)]
    wishes = Wishes(
        locks={player_id(at): 0 for at in range(4)},
        together=((player_id(22), player_id(23)),),
        apart=((player_id(4), player_id(5), player_id(6), player_id(7)),),
    )
    result = by_skill(watts, 6, 6, 6, 6, wishes=wishes)
    where = {one: at for at, group in enumerate(result.groups) for one in group}
    assert [where[player_id(at)] for at in range(4)] == [0] * 4
    assert where[player_id(22)] == where[player_id(23)]
    assert len({where[player_id(at)] for at in range(4, 8)}) == 4
    # The four strongest are in one group, so whoever else is there is the weakest that may be.
    assert {one for one, group in where.items() if group == 0} == {
        player_id(at) for at in (0, 1, 2, 3, 7, 21)
    }
