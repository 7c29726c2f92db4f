"""Two straps turn out to be swapped: put right on the true hub, over the true client."""

from pathlib import Path

from app.demo import Demo
from core.domain.sensor import SensorKind
from core.live.events import ReadingsReceived, SensorReassigned
from core.ports.hub_link import SessionAction
from tests.e2e.test_crashes import a_desk
from tests.helpers.waiting import until


async def test_that_straps_put_right_from_the_start_leave_no_sample_with_the_wrong_player(
    tmp_path: Path,
):
    async with a_desk(tmp_path) as (desk, gym):
        demo = Demo(desk, gym)
        bundle = await demo.set_up()
        await demo.connect()
        began_at = desk.clock.now()
        await demo.start()
        session = bundle.sessions[0]
        first, second = session.player_ids[:2]
        straps = {
            pairing.player_id: pairing.sensor_id
            for pairing in desk.pairings.all()
            if pairing.player_id in (first, second)
        }
        await until(lambda: desk.floor.board.tile(session.id, first).trimp > 0.01, "hearts beat")

        await desk.floor.swap_straps(first, second, began_at)
        await until(
            lambda: desk.pairings.owner_of(straps[first]).player_id == second,
            "the pairings follow",
        )
        await desk.courier.delivered()
        await desk.floor.act_all(SessionAction.END)
        log = [entry.event for entry in await desk.link.recording(session.id)]
        heard = {
            player_id: [
                reading.heart_rate_bpm
                for event in log
                if isinstance(event, ReadingsReceived)
                for reading in event.readings
                if reading.sensor_id == straps[player_id]
            ]
            for player_id in (first, second)
        }
        report = await desk.link.report(bundle.id)
    assert sum(isinstance(event, SensorReassigned) for event in log) == 2
    kinds = {device.address: device.kind for device in gym.devices}
    assert {kinds[strap] for strap in straps.values()} == {SensorKind.HEART_RATE}
    figures = {player.player_id: player for player in report.sessions[0].summary.players}
    assert figures[first].heart_rate_max_bpm == max(heard[second])
    assert figures[second].heart_rate_max_bpm == max(heard[first])
