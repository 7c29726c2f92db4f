"""An interval in watts, sent to the machines: the same for all, less for who is restricted."""

from __future__ import annotations

import msgspec

from core.domain.ids import SessionId
from core.domain.workout import Content, Interval
from core.live.reducer import open_session
from core.live.state import Roster
from tests.desk.test_interval_push import Group, room_with, session_of

_SESSION = SessionId("session-1")
_WATTS = (
    Interval(name="Warm-up", duration_s=300, target_zone=2),
    Interval(name="Work", duration_s=240, target_power_w=220),
)
_EASED = (_WATTS[0], Interval(name="Work", duration_s=240, target_ftp_share=0.75))


async def test_that_watts_go_to_every_machine_as_they_are_and_less_to_who_is_restricted():
    group = Group(200, None, 300)
    session = msgspec.structs.replace(session_of(group.players), intervals=_WATTS)
    names = {one.unit_id: str(one.unit_id) for one in session.assignments}
    roster = Roster(session=session, players=group.players, unit_names=names)
    state = open_session(roster)
    mine = state.players[group.players[0].id]
    restricted = msgspec.structs.replace(mine, content=Content(intervals=_EASED))
    players = {**state.players, mine.player.id: restricted}
    group.board.show(msgspec.structs.replace(state, players=players))
    group.start()
    async with room_with(group, ftms_bikes=3) as (_room, desk):
        assert desk.can_push(_SESSION)
        push = await desk.push(_SESSION)
    assert (push.interval, push.ftp_share) == ("Work", None)
    assert [one.power_w for one in push.machines] == [150, 220, 220]
