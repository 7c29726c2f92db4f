"""Proposals from a real database: rooms that are really free, who is away, what is said."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.domain.distribution import DistributionRequest, GroupWish, Measure
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.session import DistributionStrategy, Session
from core.domain.summary import PlayerSummary, SessionSummary
from core.errors import InvalidInputError
from core.services.club.bundles import BundleService
from core.services.club.distributions import DistributionService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, common, player, players, station, three_groups

LOT = 4711
GROUPS = (
    GroupWish(name="Boats", equipment=ROWING),
    GroupWish(name="Bikes", equipment=BIKE_ERG),
    GroupWish(name="Skis", equipment=SKI_ERG),
)


@pytest.fixture
def distributions(club: SqlDatabase) -> DistributionService:
    return DistributionService(club, lambda: LOT)


def asked(**more: Any) -> DistributionRequest:
    given = {"common_properties": common(), "groups": GROUPS, "player_ids": players(1, 18)} | more
    return DistributionRequest(**given)


@pytest.mark.requirement(5, 19)
async def test_that_a_proposal_by_skill_says_means_spread_and_who_could_not_go_where(
    distributions: DistributionService,
) -> None:
    proposal = await distributions.propose(asked(strategy=DistributionStrategy.SKILL_BASED))
    assert [len(group.player_ids) for group in proposal.groups] == [6, 6, 6]
    assert proposal.unassigned == ()
    spread = proposal.spreads[0]
    assert spread.measure is Measure.FTP_PER_KG
    assert spread.group_range < 0.05 < spread.player_range
    skis = proposal.groups[2]
    assert player(4) not in skis.player_ids
    assert {one.player_id: one.reason for one in skis.barred}[player(4)].startswith(
        "Mathias Kvalheim may not use Ski Erg until"
    )
    figures = skis.figures[0]
    assert figures.lowest < figures.mean < figures.highest
    assert figures.known == 6 == sum(skis.positions.values())
    assert proposal.sentences[0] == "18 of 18 players spread by skill."
    assert re.fullmatch(
        r"Group means differ by (less than )?0\.0\d W/kg( at most)? \(players by \d\.\d\d W/kg\)\.",
        proposal.sentences[1],
    )


async def test_that_who_trains_elsewhere_then_is_left_out_and_his_machine_is_not_counted(
    distributions: DistributionService, bundles: BundleService
) -> None:
    away = (
        station("Early boats", ROWING, players(1, 3)),
        station("Early bikes", BIKE_ERG, [player(4)]),
    )
    before = await distributions.propose(asked())
    await bundles.create(three_groups("08:30", sessions=away), TRAINER)
    after = await distributions.propose(asked())
    assert after.groups[0].capacity == before.groups[0].capacity - 3
    assert [one.player_id for one in after.unassigned] == list(players(1, 4))
    assert after.unassigned[0].reason == "Is in “Early boats” at that time."
    assert after.sentences[-1].endswith("Is in “Early bikes” at that time.")
    assert sum(len(group.player_ids) for group in after.groups) == 14


@pytest.mark.requirement(19)
async def test_that_a_random_proposal_tells_the_seed_that_gives_it_again(
    distributions: DistributionService,
) -> None:
    drawn = await distributions.propose(asked(strategy=DistributionStrategy.RANDOM))
    assert drawn.seed == LOT
    assert drawn.sentences[0] == "18 of 18 players spread at random (seed 4711)."
    again = await distributions.propose(asked(strategy=DistributionStrategy.RANDOM, seed=LOT))
    assert again == drawn
    other = await distributions.propose(asked(strategy=DistributionStrategy.RANDOM, seed=1))
    assert other.groups != drawn.groups


async def test_that_told_readiness_is_evened_out_and_shown_beside_strength(
    distributions: DistributionService,
) -> None:
    readiness = {player(number): 40.0 + 3 * number for number in range(1, 18)}
    proposal = await distributions.propose(
        asked(strategy=DistributionStrategy.READINESS, readiness=readiness)
    )
    spread = proposal.spreads[0]
    assert (spread.measure, spread.unknown) == (Measure.READINESS, 1)
    assert spread.group_range < 1
    assert proposal.spreads[1].measure is Measure.FTP_PER_KG
    assert "1 player counts as average, never measured." in proposal.sentences


async def test_that_locks_and_wishes_hold_and_are_explained(
    distributions: DistributionService,
) -> None:
    groups = (
        GroupWish(name="Boats", equipment=ROWING, locked_player_ids=(player(1),), capacity=2),
        *GROUPS[1:],
    )
    proposal = await distributions.propose(
        asked(
            groups=groups,
            keep_together=((player(2), player(3)),),
            keep_apart=((player(1), player(5)),),
        )
    )
    boats, *others = proposal.groups
    assert player(1) in boats.player_ids
    assert len(boats.player_ids) == 2 == boats.capacity
    assert any({player(2), player(3)} <= set(group.player_ids) for group in others)
    assert any("is kept apart from" in one.reason for one in boats.barred)


async def test_that_nobody_named_means_everybody_in_jersey_order(
    distributions: DistributionService,
) -> None:
    proposal = await distributions.propose(asked(player_ids=None))
    everybody = [one for group in proposal.groups for one in group.player_ids]
    everybody += [one.player_id for one in proposal.unassigned]
    assert len(everybody) == len(set(everybody)) >= 18
    assert set(players(1, 18)) <= set(everybody)


PAIR = (player(1), player(2))


@pytest.mark.requirement(20)
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"groups": GROUPS[:1]}, "groups"),
        ({"groups": (*GROUPS, GroupWish(name=" ", equipment=ROWING))}, "groups.3.name"),
        ({"groups": (*GROUPS, GroupWish(name="X", equipment="YACHT"))}, "groups.3.equipment"),
        (
            {"groups": (*GROUPS, GroupWish(name="X", equipment=ROWING, capacity=-1))},
            "groups.3.capacity",
        ),
        (
            {"groups": tuple(GroupWish(name=n, equipment=ROWING, locked_player_ids=PAIR[:1])
                             for n in "AB")},
            "groups.1.lockedPlayerIds",
        ),
        ({"player_ids": ("nobody",)}, "playerIds"),
        ({"keep_together": (PAIR[:1],)}, "keepTogether.0"),
        ({"keep_together": (PAIR,), "keep_apart": (PAIR,)}, "keepTogether.0"),
        (
            {
                "groups": (
                    GroupWish(name="A", equipment=ROWING, locked_player_ids=PAIR),
                    GROUPS[1],
                ),
                "keep_apart": (PAIR,),
            },
            "keepApart.0",
        ),
        ({"seed": -1}, "seed"),
        ({"readiness": {player(1): 101.0}}, "readiness.player-001"),
        ({"strategy": DistributionStrategy.READINESS}, "readiness"),
        ({"common_properties": common(duration=0)}, "commonProperties.duration"),
    ],
)  # fmt: skip
async def test_that_a_wrong_request_is_refused_at_the_field_concerned(
    distributions: DistributionService, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await distributions.propose(asked(**wrong))
    assert caught.value.field == field
    assert caught.value.suggested_action


async def test_that_without_a_word_readiness_is_form_from_what_was_recorded(
    distributions: DistributionService, bundles: BundleService, club: SqlDatabase
) -> None:
    """The first nine trained yesterday, the others three weeks ago: each group gets its share."""
    for begins, first in (("2026-03-01", 1), ("2026-02-09", 10)):
        groups = (
            station("Row", ROWING, players(first, first + 4)),
            station("Bike", BIKE_ERG, players(first + 5, first + 8)),
        )
        day = common(start_date=date.fromisoformat(begins))
        created = await bundles.create(
            three_groups(sessions=groups, common_properties=day), TRAINER
        )
        async with club.write() as unit:
            for session in (await bundles.get(created.bundle_id)).sessions:
                await unit.recordings.save_result(_result(session), (), last_seq=1)
            await unit.commit()
    proposal = await distributions.propose(
        asked(strategy=DistributionStrategy.READINESS, groups=GROUPS)
    )
    spread = proposal.spreads[0]
    assert (spread.measure, spread.unknown) == (Measure.FORM, 0)
    tired = set(players(1, 9))
    assert [len(tired & set(group.player_ids)) for group in proposal.groups] == [3, 3, 3]
    form = (await distributions.form(datetime(2026, 3, 2, 8, 0, tzinfo=UTC))).values
    assert all(form[one] < 0 for one in tired)
    assert all(form[one] > 0 for one in players(10, 18))


def _result(session: Session) -> SessionSummary:
    return SessionSummary(
        session_id=session.id,
        elapsed_s=3600.0,
        active_s=3600.0,
        players=tuple(
            PlayerSummary(
                player_id=one,
                active_s=3600.0,
                seconds_in_zone=(0.0, 0.0, 3600.0, 0.0, 0.0, 0.0),
                seconds_without_heart_rate=0.0,
                trimp=100.0,
                samples_received=3600,
                samples_lost=0,
            )
            for one in session.player_ids
        ),
    )
