"""Sets and drills, also where the network ends."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.hub_process import HubProcess
from tests.helpers.phone_sessions import group, planned, recorded, start
from tests.helpers.phones import LARGE, Phone, link_for, phone

_SET = "training:strength:set_completion"


async def _lifting(desk: Api) -> str:
    """A strength session of one exercise, running."""
    workout = {
        "blocks": [
            {
                "name": "Main lifts",
                "exercises": [
                    {
                        "id": "back-squat",
                        "name": "Back squat",
                        "sets": 3,
                        "reps": 5,
                        "load": {"value": 100, "unit": "KG"},
                        "targetRpe": 8,
                        "restS": 150,
                    }
                ],
            }
        ]
    }
    _, (lifting, _) = await planned(
        desk,
        group("Lifting", "SQUAT_RACK", 1, customizations=workout),
        group("Bikes", "BIKE_ERG", 3),
    )
    await start(desk, lifting)
    return lifting


async def _set_done(mine: Phone, rpe: str) -> None:
    await mine.page.locator(".effort").get_by_role("button", name=rpe, exact=True).click()
    await mine.tap("Set done")


@pytest.mark.requirement(40, 53, 66, 68)
async def test_that_a_set_is_recorded_and_answered_with_advice_for_the_next_one(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    lifting = await _lifting(desk)
    async with phone(browser, await link_for(desk, player_id="player-001"), size=LARGE) as mine:
        await mine.shows("Set 1 of 3")
        await mine.has_big_targets()
        assert await mine.page.get_by_label("Weight, kg", exact=True).last.input_value() == "100"
        await mine.page.get_by_role("button", name="Repetitions +").click()
        await _set_done(mine, "9.5")
        await mine.shows("Set 2 of 3")
        await mine.shows("Next set:")
        await mine.is_connected()
        (done,) = await recorded(desk, lifting, _SET)
        assert done["setData"] == {"setNumber": 1, "reps": 6, "weight": 100, "rpe": 9.5}
        advised = done["nextSetPreview"]
        assert advised["weight"] < 100  # harder than the planned 8
        offered = await mine.page.get_by_label("Weight, kg", exact=True).last.input_value()
        assert float(offered) == advised["weight"]
        await mine.page.reload()
        await mine.shows("Set 2 of 3")
        await mine.shows("6 × 100 kg, RPE 9.5")


@pytest.mark.requirement(55, 140)
async def test_that_sets_entered_without_a_network_arrive_once_each_and_in_order(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    lifting = await _lifting(desk)
    async with (
        connected(hub.url, desk.token) as floor,
        phone(browser, await link_for(desk, player_id="player-001"), clock_ahead_s=0) as mine,
    ):
        await floor.ok("training:session:join", sessionId=lifting)
        await mine.shows("Set 1 of 3")
        await mine.is_connected()
        await mine.context.set_offline(True)
        await mine.shows("No connection")
        await _set_done(mine, "8")
        await mine.shows("Set 2 of 3")
        await _set_done(mine, "8.5")
        await mine.shows("Waiting to send 2")
        assert await mine.page.locator('.sets li[data-state="waiting"]').count() == 2
        await mine.tap("Pain / stop")
        await mine.tap("Stop and tell the trainer")
        await mine.shows("Waiting to send 3")
        await mine.page.clock.run_for("05:00")
        await mine.shows("Waiting to send 3")
        assert await recorded(desk, lifting, _SET) == []
        await mine.page.reload()  # as a phone does that throws pages out; the worker has the page
        await mine.shows("Waiting to send 3")
        await mine.context.set_offline(False)
        await mine.is_connected()
        sent = await recorded(desk, lifting, _SET)
        assert [one["setData"]["setNumber"] for one in sent] == [1, 2]
        assert len({one["eventId"] for one in sent}) == 2
        heard = [name for name, _ in floor.received if name in (_SET, _PAIN)]
        assert heard == [_PAIN, _SET, _SET]  # the most urgent first
        assert await mine.page.locator('.sets li[data-state="waiting"]').count() == 0


_PAIN = "training:medical:status_changed"


@pytest.mark.requirement(49)
async def test_that_a_drill_shows_its_path_and_a_run_is_timed_and_recorded(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (lane, _) = await planned(
        desk,
        group("Edges", "AGILITY_LANE", 1, workoutId="workout-edges"),
        group("Bikes", "BIKE_ERG", 3),
    )
    await start(desk, lane)
    async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
        await mine.page.get_by_role("img", name="Path of 5-10-5").wait_for()
        await mine.shows("Touch the left line")
        await mine.has_big_targets()
        await mine.tap("Start")
        await mine.tap("Stop")
        await mine.page.get_by_role("button", name="Mistakes +").click()
        await mine.tap("Save")
        await mine.shows("Run 2 of 8")
        await mine.is_connected()
        (run,) = await recorded(desk, lane, "training:agility:drill_completion")
        assert (run["drillId"], run["repetition"], run["errors"]) == ("pro-agility", 1, 1)
        assert 0 < run["timeS"] < 10
        state = await desk.ok("GET", f"{API}/sessions/{lane}/state")
        assert state["players"]["player-001"]["agility"]["drills"]["pro-agility"]["results"]


@pytest.mark.requirement(48, 68)
async def test_that_a_player_goes_on_to_the_next_block_of_a_mixed_workout(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (mixed, _) = await planned(
        desk,
        group("Mixed", "BIKE_ERG", 1, workoutId="workout-power-mix"),
        group("Rowing", "ROWING", 3),
    )
    await start(desk, mixed)
    async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
        await mine.shows("Block 1 of 4")
        await mine.shows("Target: zone 2")
        await mine.tap("Block done · Next: Lifts")
        await mine.shows("Trap bar deadlift")
        await mine.is_connected()
        await mine.has_big_targets()
        (gone_on,) = await recorded(desk, mixed, "training:hybrid:block_transition")
        assert (gone_on["playerId"], gone_on["fromBlock"], gone_on["toBlock"]) == (
            "player-001",
            0,
            1,
        )
        await mine.page.reload()
        await mine.shows("Block 2 of 4")
