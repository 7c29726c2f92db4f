"""Alerts: what becomes one, when, how often, and what the trainer's list makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from core.domain.ids import PlayerId, SessionId
from core.domain.workout import Interval
from core.live.alerts.alarm_list import AlarmList
from core.live.alerts.alert import Alert, AlertKind, AlertLevel
from core.live.alerts.watch import AlertWatch
from core.live.events import MedicalStatus, MedicalStatusChanged, ParticipantMoved
from core.live.reducer import open_session, reduce
from core.live.state import SessionState
from tests.helpers.recordings import START, Stream, player, reading, roster

HARD = (Interval(name="Hard", duration_s=600, target_zone=4, target_ftp_share=1.0),)
FREE = (Interval(name="Free", duration_s=3600),)

Told = list[tuple[float, Alert]]


class Room:
    """A session at 1 Hz with a watch that looks every second."""

    def __init__(self, intervals: tuple[Interval, ...] = FREE, count: int = 1) -> None:
        self.made = roster([player(number) for number in range(1, count + 1)], intervals=intervals)
        self.state: SessionState = open_session(self.made)
        self.watch = AlertWatch()
        self.alarms = AlarmList()
        self.stream = Stream()
        self.second = 0
        self.told: Told = []
        self.ceilings: Mapping[PlayerId, int] = {}
        self.happen(lambda stream: stream.start())

    def happen(self, add: Callable[[Stream], Stream]) -> None:
        add(self.stream)
        self.state = reduce(self.state, self.stream.recorded[-1])

    def play(
        self, seconds: int, bpm: int | None = None, power_w: float | None = None, number: int = 1
    ) -> list[Alert]:
        """These numbers for so long; what was told meanwhile."""
        news: list[Alert] = []
        for _ in range(seconds):
            self.second += 1
            at = float(self.second)
            for value in ({"bpm": bpm}, {"power_w": power_w}):
                if None not in value.values():
                    one = reading(at, number=number, **value)  # type: ignore[arg-type]
                    self.happen(lambda stream, one=one: stream.readings(one))
            found = self.watch.look(self.state, START + at, self.ceilings)
            self.alarms.take(found, self.watch.open_ids)
            news += found
        return news


def kinds(alerts: list[Alert]) -> list[AlertKind]:
    return [alert.kind for alert in alerts]


@pytest.mark.requirement(45, 54)
def test_that_a_player_out_of_zone_for_more_than_20_s_is_told_once():
    room = Room(HARD)
    assert room.play(40, bpm=140) == []  # 20 s of grace, then 20 s that are not yet too long
    (alert,) = room.play(100, bpm=140)
    assert (alert.kind, alert.level) == (AlertKind.OUT_OF_ZONE, AlertLevel.INFO)
    assert alert.at == START + 41
    assert (alert.text, alert.reason) == ("Below zone 4", "In zone 3 with 140 bpm.")


def test_that_who_comes_back_into_his_zone_in_time_is_left_alone():
    room = Room(HARD)
    room.play(35, bpm=140)
    assert room.play(5, bpm=165) == []
    assert room.play(20, bpm=140) == []


@pytest.mark.requirement(54)
def test_that_a_heart_rate_above_the_ceiling_for_more_than_30_s_warns():
    room = Room()
    assert room.play(31, bpm=191) == []
    (alert,) = room.play(1, bpm=191)
    assert (alert.kind, alert.level) == (AlertKind.ABOVE_CEILING, AlertLevel.WARNING)
    assert alert.reason == "191 of 200 bpm. Ease off."


def test_that_the_ceiling_is_the_maximum_where_zone_5_is_asked_for_and_lower_by_medicine():
    sprint = Room((Interval(name="Sprint", duration_s=600, target_zone=5),))
    assert sprint.play(120, bpm=199) == []
    careful = Room()
    careful.ceilings = {PlayerId("player-001"): 3}
    (alert,) = careful.play(60, bpm=161)
    assert alert.text == "Heart rate above 80 % of the maximum"


@pytest.mark.requirement(54)
def test_that_a_strap_silent_for_more_than_30_s_warns_and_is_over_when_it_is_back():
    room = Room()
    room.play(10, bpm=120)
    assert room.play(30) == []
    (alert,) = room.play(1)
    assert alert.kind is AlertKind.SENSOR_LOST
    assert alert.id in room.watch.open_ids
    room.play(1, bpm=120)
    assert room.watch.open_ids == frozenset()


def test_that_silence_in_a_pause_is_no_loss():
    room = Room()
    room.play(10, bpm=120)
    room.happen(lambda stream: stream.pause(10))
    assert room.play(120) == []
    room.happen(lambda stream: stream.resume(130))
    assert room.play(30) == []
    assert kinds(room.play(2)) == [AlertKind.SENSOR_LOST]


@pytest.mark.requirement(54)
def test_that_a_low_w_balance_warns_once_until_it_was_well_above():
    room = Room()
    # 20 kJ at 250 W above critical power are gone after 80 s; below 10 % from second 72 on.
    assert kinds(room.play(80, power_w=500)) == [AlertKind.W_BALANCE_LOW]
    assert room.play(120, power_w=250) == []
    room.play(300, power_w=0)
    assert room.watch.open_ids == frozenset()
    assert kinds(room.play(100, power_w=500)) == [AlertKind.W_BALANCE_LOW]


@pytest.mark.requirement(54)
def test_that_falling_power_at_rising_heart_rate_is_fatigue():
    room = Room()
    assert room.play(150, bpm=150, power_w=200) == []
    news = room.play(120, bpm=158, power_w=170)
    assert kinds(news) == [AlertKind.FATIGUE]
    assert news[0].reason.startswith("Power −")


def test_that_power_and_heart_rate_falling_together_are_no_fatigue():
    room = Room()
    room.play(150, bpm=150, power_w=200)
    assert room.play(150, bpm=140, power_w=150) == []


def test_that_a_new_target_is_no_fatigue():
    plan = (
        Interval(name="Hard", duration_s=150, target_ftp_share=1.0),
        Interval(name="Easy", duration_s=150, target_ftp_share=0.5),
    )
    room = Room(plan)
    room.play(150, bpm=150, power_w=250)
    assert room.play(120, bpm=160, power_w=120) == []


def test_that_a_player_is_told_of_once_a_minute_and_a_graver_alert_takes_the_lower_ones_place():
    room = Room(HARD)
    (first,) = room.play(50, bpm=185)
    (second,) = room.play(60, bpm=191)
    assert (first.kind, second.kind) == (AlertKind.OUT_OF_ZONE, AlertKind.ABOVE_CEILING)
    assert second.replaces == first.id
    assert [alarm.alert.id for alarm in room.alarms.alarms] == [second.id]
    third = room.play(100, bpm=140)
    assert kinds(third) == [AlertKind.OUT_OF_ZONE]
    assert third[0].at - second.at >= 60
    assert third[0].replaces is None


def test_that_what_players_do_is_told_for_each_of_them():
    room = Room(HARD, count=2)
    for _ in range(60):
        room.play(1, bpm=140)
        room.second -= 1
        room.play(1, bpm=140, number=2)
    assert sorted(alarm.alert.player_id for alarm in room.alarms.alarms) == [
        "player-001",
        "player-002",
    ]


def test_that_a_player_who_paused_or_was_taken_out_is_left_alone():
    room = Room()
    room.play(5, bpm=195)
    room.happen(lambda stream: stream.kick(5))
    assert room.play(120, bpm=195) == []


def test_that_a_heart_that_comes_nearer_to_its_zone_is_given_time():
    room = Room(HARD)
    for bpm in range(100, 160, 5):  # 5 bpm in 10 s
        assert room.play(10, bpm=bpm) == []
    assert kinds(room.play(30, bpm=155)) == [AlertKind.OUT_OF_ZONE]


@pytest.mark.requirement(39, 54)
def test_that_pain_is_told_at_once_whatever_was_told_before_and_also_in_a_pause():
    room = Room(HARD)
    room.play(50, bpm=140)
    room.happen(lambda stream: stream.pause(50))
    room.happen(
        lambda stream: stream.add(
            MedicalStatusChanged,
            51,
            player_id=PlayerId("player-001"),
            status=MedicalStatus.PAIN,
            body_part="left knee",
        )
    )
    room.second += 1
    (alert,) = room.play(1)
    assert (alert.level, alert.text) == (AlertLevel.STOP, "Pain: left knee")
    assert room.alarms.worst is AlertLevel.STOP
    assert room.play(120) == []


def test_that_the_list_has_the_newest_on_top_and_lets_go_of_what_is_seen_and_over():
    room = Room(count=2)
    room.play(5, bpm=140)
    room.play(20)
    room.play(1, bpm=140, number=2)
    room.play(60)
    views = room.alarms.views(lambda _id: room.state, START + room.second)
    assert [view.jersey_number for view in views] == [2, 1]
    assert room.alarms.worst is AlertLevel.WARNING
    newest = room.alarms.acknowledge()
    assert newest is not None
    assert newest.alert.player_id == "player-002"
    assert [alarm.is_seen for alarm in room.alarms.alarms] == [True, False]
    room.play(1, bpm=165)
    room.play(1, bpm=165, number=2)
    assert [(alarm.alert.player_id, alarm.is_open) for alarm in room.alarms.alarms] == [
        ("player-001", False)
    ]
    assert len(room.alarms.acknowledge_all()) == 1
    assert room.alarms.alarms == ()
    assert room.alarms.acknowledge() is None


def test_that_what_was_merely_to_know_goes_by_itself_when_it_is_over():
    room = Room(HARD)
    room.play(50, bpm=140)
    assert len(room.alarms.unseen) == 1
    room.play(1, bpm=165)
    assert room.alarms.alarms == ()


@pytest.mark.requirement(39, 54, 58)
def test_that_who_was_brought_here_because_he_is_injured_is_no_alarm_until_it_is_said_again():
    room = Room(count=2)
    arrival = {"player_id": PlayerId("player-003"), "player": player(3)}
    room.happen(
        lambda stream: stream.add(
            ParticipantMoved,
            10,
            from_session_id=SessionId("elsewhere"),
            to_session_id=stream.session_id,
            medical_status=MedicalStatus.INJURED,
            restricted=True,
            **arrival,
        )
    )
    assert room.play(20) == []
    assert room.state.players[PlayerId("player-003")].medical.status is MedicalStatus.INJURED
    room.happen(
        lambda stream: stream.add(
            MedicalStatusChanged,
            40,
            player_id=PlayerId("player-003"),
            status=MedicalStatus.INJURED,
            body_part="back",
        )
    )
    assert [alert.text for alert in room.play(5)] == ["Injured: back"]
