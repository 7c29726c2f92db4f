"""Balanced groups beside the exact optimum, which HiGHS finds as a mixed-integer programme."""

from __future__ import annotations

import statistics
import time
from datetime import date
from random import Random

import highspy

from benchmarks.figure import Figure
from core.domain.distribution import Wishes
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import PlayerId, TeamId
from core.domain.player import Player, Position, Sex
from core.domain.session import DistributionStrategy
from core.planning.distribution import Distribution, GroupOffer, distribute
from core.planning.measures import FINENESS, strength_of

GROUPS = 8
SEEDS = (1, 2)
RUNS = 5
SOLVER_LIMIT_S = 180.0
GAP = 1e-4
"""HiGHS may stop when its answer is proven to be within this share of the optimum."""
LIMIT_1000_MS = 200.0
_TYPES = (ROWING, BIKE_ERG, SKI_ERG)


class Case:
    """A squad with restrictions, locks and wishes, and the groups it is to be spread over."""

    def __init__(self, count: int, seed: int) -> None:
        random = Random(seed)  # noqa: S311 - not secret
        self.players = [_player(number, random) for number in range(count)]
        self.offers = [
            GroupOffer(equipment=_TYPES[index % 3], capacity=-(-count // GROUPS) + 1)
            for index in range(GROUPS)
        ]
        ids = [player.id for player in self.players]
        self._forbidden = {one: random.choice(_TYPES) for one in random.sample(ids, count // 10)}
        tied = random.sample([one for one in ids if one not in self._forbidden], 18)
        self.wishes = Wishes(
            locks={one: random.randrange(GROUPS) for one in tied[:6]},
            together=tuple(zip(tied[6:12:2], tied[7:12:2], strict=True)),
            apart=tuple(zip(tied[12::2], tied[13::2], strict=True)),
        )
        self.weights = strength_of(self.players).weights(ids)

    def may(self, player_id: PlayerId, equipment: EquipmentType) -> bool:
        return self._forbidden.get(player_id) != equipment

    def spread(self) -> Distribution:
        return distribute(
            self.players,
            self.offers,
            self.may,
            strategy=DistributionStrategy.SKILL_BASED,
            wishes=self.wishes,
        )

    def range_of(self, found: Distribution) -> float:
        """Highest less lowest mean of a group, in W/kg."""
        means = [sum(self.weights[one] for one in group) / len(group) for group in found.groups]
        return (max(means) - min(means)) / FINENESS


def measure() -> list[Figure]:
    excess, ours_ms, exact_ms = [], [], []
    for seed in SEEDS:
        case = Case(100, seed)
        found = case.spread()
        if found.unassigned:
            raise RuntimeError("Everybody is to be placed, or the sizes are not comparable.")
        ours_ms.append(_median_ms(case))
        started = time.perf_counter()
        optimum = _exact(case, [len(group) for group in found.groups])
        exact_ms.append((time.perf_counter() - started) * 1000)
        excess.append((case.range_of(found) + 1e-9) / (optimum + 1e-9))
    large = Case(1000, SEEDS[0])
    return [
        Figure("100 into 8: range of means, worst", max(excess), "x", "HiGHS", 1.0, 1.01),
        Figure("the same, median time", _mid(ours_ms), "ms", "HiGHS", _mid(exact_ms), 1 / 20),
        Figure("1,000 into 8", _median_ms(large), "ms", "limit", LIMIT_1000_MS, 1.0),
    ]


def _mid(values: list[float]) -> float:
    return statistics.median(values)


def _median_ms(case: Case) -> float:
    times: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        case.spread()
        times.append((time.perf_counter() - started) * 1000)
    return _mid(times)


def _player(number: int, random: Random) -> Player:
    return Player(
        id=PlayerId(f"p{number:04}"),
        team_id=TeamId("t"),
        first_name="A",
        last_name=f"P{number}",
        jersey_number=number % 98 + 1,
        position=random.choice(list(Position)),
        birth_date=date(2000, 1, 1),
        sex=Sex.MALE,
        mass_kg=random.uniform(70, 105),
        heart_rate_max_bpm=190,
        heart_rate_rest_bpm=50,
        ftp_w={ROWING: random.uniform(200, 400)},
    )


def _exact(case: Case, sizes: list[int]) -> float:
    """The least range of the groups' means in W/kg, groups being of these sizes."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - its interface
    solver.setOptionValue("time_limit", SOLVER_LIMIT_S)
    solver.setOptionValue("mip_rel_gap", GAP)
    weights = case.weights
    is_in = {player.id: solver.addBinaries(GROUPS) for player in case.players}
    lowest = solver.addVariable(lb=0, ub=max(weights.values()))
    highest = solver.addVariable(lb=0, ub=max(weights.values()))
    for player_id, groups in is_in.items():
        solver.addConstr(sum(groups[index] for index in range(GROUPS)) == 1)
        for index, offer in enumerate(case.offers):
            is_elsewhere = case.wishes.locks.get(player_id, index) != index
            if is_elsewhere or not case.may(player_id, offer.equipment):
                solver.addConstr(groups[index] == 0)
    for index, size in enumerate(sizes):
        members = {player_id: groups[index] for player_id, groups in is_in.items()}
        solver.addConstr(sum(members.values()) == size)
        total = solver.addIntegral(lb=0)  # a whole number, which is what makes it provable
        solver.addConstr(sum(weights[one] * there for one, there in members.items()) == total)
        solver.addConstr(total <= size * highest)
        solver.addConstr(total >= size * lowest)
        for one, other in case.wishes.together:
            solver.addConstr(members[one] == members[other])
        for one, other in case.wishes.apart:
            solver.addConstr(members[one] + members[other] <= 1)
    solver.minimize(highest - lowest)
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        message = f"HiGHS has not proven an optimum: {solver.modelStatusToString(status)}"
        raise RuntimeError(message)
    optimum: float = solver.getObjectiveValue()
    return optimum / FINENESS
