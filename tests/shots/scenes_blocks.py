"""Scenes of a hybrid session on the live page."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.ids import PlayerId
from core.domain.strength import Exercise
from core.domain.workout import Block, Interval, WorkoutKind, timeline
from core.live.events import HybridBlockTransitioned
from core.ports.hub_link import SessionAction
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import live_page, window_of

_SETS = Exercise(id="deadlift", name="Trap bar deadlift", sets=4, reps=4)
_BLOCKS = (
    Block(name="Warm-up", intervals=(Interval(name="Warm-up", duration_s=480, target_zone=2),)),
    Block(name="Lifts", duration_s=1200, exercises=(_SETS,)),
    Block(
        name="Engine",
        intervals=(
            Interval(name="Work 1", duration_s=300, target_zone=4, target_ftp_share=1.05),
            Interval(name="Recovery", duration_s=120, target_zone=2),
            Interval(name="Work 2", duration_s=300, target_zone=4, target_ftp_share=1.05),
        ),
    ),
    Block(name="Cool-down", intervals=(Interval(name="Cool-down", duration_s=1200),)),
)


def hybrid_desk(played_s: int) -> LiveDesk:
    """The middle one of three groups goes through blocks; one of it is ahead."""
    desk = LiveDesk()
    first, second, third = desk.bundle.sessions
    mixed = msgspec.structs.replace(
        second,
        name="Power mix",
        kind=WorkoutKind.HYBRID,
        blocks=_BLOCKS,
        intervals=timeline(_BLOCKS),
    )
    desk.bundle = msgspec.structs.replace(desk.bundle, sessions=(first, mixed, third))
    desk.link.store(desk.bundle)
    desk.open()
    desk.tell_all(SessionAction.START)
    desk.play(480)
    desk.floor.happen(mixed.id, HybridBlockTransitioned, to_block=1, is_automatic=True)
    desk.play(played_s - 500)
    ahead = PlayerId("player-009")
    desk.floor.happen(
        mixed.id,
        HybridBlockTransitioned,
        player_id=ahead,
        from_block=1,
        to_block=2,
        is_automatic=True,
    )
    desk.play(20)
    return desk


def live_blocks() -> QWidget:
    """Lifting; one player has done all his sets, and is chosen."""
    desk = hybrid_desk(900)
    window = window_of(desk)
    live_page(window).model.select(desk.bundle.sessions[1].id, PlayerId("player-009"))
    return window


def live_blocks_schedule() -> QWidget:
    window = window_of(hybrid_desk(900))
    live_page(window).tabs.setCurrentIndex(2)
    return window


SCENES: dict[str, Callable[[], QWidget]] = {
    "live-11-blocks": live_blocks,
    "live-11-blocks-schedule": live_blocks_schedule,
}
