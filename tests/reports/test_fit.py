from __future__ import annotations

import io
from datetime import datetime
from statistics import fmean
from typing import Any

import fitdecode
import msgspec
import pytest
from garmin_fit_sdk import Decoder, Stream as FitStream

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.ids import PlayerId
from core.domain.summary import BundleReport
from core.errors import NotFoundError
from core.live.events import utc
from core.reports.fit import write_fit
from core.reports.summary import summarise
from tests.helpers.recordings import START, WORKOUT, Stream, bundle_report, reading, roster


@pytest.fixture(scope="module")
def report() -> BundleReport:
    return bundle_report(per_group=2)


def decoded(content: bytes) -> dict[str, list[dict[str, Any]]]:
    assert Decoder(FitStream.from_byte_array(bytearray(content))).check_integrity()
    messages, errors = Decoder(FitStream.from_byte_array(bytearray(content))).read()
    assert errors == []
    return messages


def test_that_garmins_decoder_reads_back_every_second(report: BundleReport):
    session = report.sessions[0]
    messages = decoded(write_fit(report, session, PlayerId("player-001")))
    records = messages["record_mesgs"]
    trace = session.traces[0]
    assert len(records) == 1200
    assert [record["heart_rate"] for record in records] == list(trace.heart_rate_bpm)
    assert [record["power"] for record in records] == [round(w or 0) for w in trace.power_w]
    assert records[100]["distance"] == 400.0
    assert records[100]["cadence"] == 25
    assert records[0]["timestamp"] == utc(START)
    assert records[-1]["timestamp"] == utc(START + 1199)


def test_that_session_and_laps_carry_the_reports_figures(report: BundleReport):
    session = report.sessions[0]
    messages = decoded(write_fit(report, session, PlayerId("player-001")))
    (whole,) = messages["session_mesgs"]
    figures = session.summary.players[0]
    assert whole["total_timer_time"] == whole["total_elapsed_time"] == 1200
    assert whole["avg_heart_rate"] == round(figures.heart_rate_mean_bpm or 0)
    assert whole["max_heart_rate"] == figures.heart_rate_max_bpm
    assert whole["time_in_hr_zone"] == pytest.approx(list(figures.seconds_in_zone))
    assert whole["num_laps"] == len(messages["lap_mesgs"]) == len(WORKOUT)
    hard = messages["lap_mesgs"][1]
    assert hard["total_timer_time"] == 240
    beats = [bpm or 0 for bpm in session.traces[0].heart_rate_bpm[300:540]]
    assert hard["avg_heart_rate"] == round(fmean(beats))
    assert hard["total_distance"] == pytest.approx(960, abs=4)
    (activity,) = messages["activity_mesgs"]
    assert activity["num_sessions"] == 1
    # Local time of the facility: Stockholm is an hour ahead in March.
    local_s = activity["local_timestamp"] - int(activity["timestamp"].timestamp()) + 631065600
    assert local_s == 3600


@pytest.mark.parametrize(
    ("equipment", "sport"),
    [
        (ROWING, ("rowing", "indoor_rowing")),
        (BIKE_ERG, ("cycling", "indoor_cycling")),
        (SKI_ERG, ("fitness_equipment", "indoor_skiing")),
        (EquipmentType("TREADMILL"), ("training", "generic")),
    ],
)
def test_that_each_machine_has_its_sport(
    report: BundleReport, equipment: EquipmentType, sport: tuple[str, str]
):
    session = report.sessions[0]
    other = msgspec.structs.replace(
        session, session=msgspec.structs.replace(session.session, equipment=equipment)
    )
    (whole,) = decoded(write_fit(report, other, PlayerId("player-001")))["session_mesgs"]
    assert (whole["sport"], whole["sub_sport"]) == sport


def test_that_a_second_decoder_agrees(report: BundleReport):
    session = report.sessions[1]
    content = write_fit(report, session, PlayerId("player-004"))  # its strap gave up half-way
    with fitdecode.FitReader(
        io.BytesIO(content),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        frames = [frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage)]
    records = [frame for frame in frames if frame.name == "record"]
    assert len(records) == 1200
    assert sum(record.has_field("heart_rate") for record in records) == 604  # held 5 s
    assert records[0].get_value("timestamp") == utc(START)
    (user,) = [frame for frame in frames if frame.name == "user_profile"]
    assert user.get_value("friendly_name") == "Alex Novák"


def test_that_pauses_are_timer_stops_without_records():
    made = roster()
    stream = Stream().start().readings(*(reading(second, 150) for second in range(10))).pause(10)
    stream.resume(40).readings(*(reading(second, 150) for second in range(40, 50))).end(50)
    report = bundle_report(per_group=1, seconds=2)
    summary, traces = summarise(made, stream.recorded)
    session = msgspec.structs.replace(report.sessions[0], summary=summary, traces=traces)
    messages = decoded(write_fit(report, session, PlayerId("player-001")))
    events = [
        (event["event_type"], (event["timestamp"] - utc(START)).total_seconds())
        for event in messages["event_mesgs"]
    ]
    assert events == [("start", 0), ("stop", 10), ("start", 40), ("stop_all", 50)]
    seconds = [offset(record["timestamp"]) for record in messages["record_mesgs"]]
    assert seconds == [*range(10), *range(40, 50)]
    (whole,) = messages["session_mesgs"]
    assert (whole["total_elapsed_time"], whole["total_timer_time"]) == (50, 20)


def offset(instant: datetime) -> float:
    return (instant - utc(START)).total_seconds()


def test_that_values_beyond_fits_types_are_cut_not_called_invalid():
    made = roster()
    stream = Stream().start().readings(reading(0, 300, 99999.0), reading(1, 255)).end(2)
    summary, traces = summarise(made, stream.recorded)
    report = bundle_report(per_group=1, seconds=2)
    session = msgspec.structs.replace(report.sessions[0], summary=summary, traces=traces)
    messages = decoded(write_fit(report, session, PlayerId("player-001")))
    assert [record["heart_rate"] for record in messages["record_mesgs"]] == [254, 254]
    assert messages["record_mesgs"][0]["power"] == 65534


def test_that_a_stranger_has_no_file(report: BundleReport):
    with pytest.raises(NotFoundError):
        write_fit(report, report.sessions[0], PlayerId("player-999"))
