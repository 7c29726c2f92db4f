from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest

from core.domain.ids import BundleId
from core.domain.session import SessionStatus
from core.domain.summary import BundleReport
from core.reports.status import bundle_status
from core.reports.summary_json import write_summary
from core.reports.table import HEADER, write_csv
from tests.helpers.recordings import (
    START,
    Stream,
    bundle_report,
    player,
    reading,
    roster,
    state_after,
)


@pytest.fixture(scope="module")
def report() -> BundleReport:
    return bundle_report(per_group=2, seconds=120)


def rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_that_the_csv_has_a_row_per_player_in_the_order_of_the_groups(report: BundleReport):
    table = rows(write_csv(report))
    assert [row["jersey_number"] for row in table] == ["1", "2", "3", "4", "5", "6"]
    assert tuple(table[0]) == HEADER
    first = table[0]
    assert first["start_utc"] == "2026-03-02T08:00:00+00:00"
    assert float(first["active_s"]) == 120
    zones = sum(float(first[f"zone_{zone}_s"]) for zone in range(6))
    assert zones + float(first["no_heart_rate_s"]) == pytest.approx(120, abs=0.5)
    assert first["samples_received"] == "240"


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_that_no_name_becomes_a_formula(report: BundleReport, name: str):
    people = tuple(
        msgspec.structs.replace(person, last_name=name, first_name=name)
        for person in report.players
    )
    first = rows(write_csv(msgspec.structs.replace(report, players=people)))[0]
    assert first["last_name"] == first["first_name"] == f"'{name}"


def test_that_quotes_commas_and_line_ends_stay_inside_their_cell(report: BundleReport):
    name = 'O"Neil, Jr.\nThe 2nd'
    bundle = msgspec.structs.replace(report.bundle, name=name)
    table = rows(write_csv(msgspec.structs.replace(report, bundle=bundle)))
    assert len(table) == 6
    assert table[0]["bundle"] == name


def test_that_summary_json_has_every_players_figures(report: BundleReport):
    content = json.loads(write_summary(report))
    assert content["bundleId"] == "bundle-1"
    assert [session["name"] for session in content["sessions"]] == [
        "Rowing Group A", "Bike Group B", "Ski Group C",
    ]  # fmt: skip
    player_one = content["sessions"][0]["players"][0]
    figures = report.sessions[0].summary.players[0]
    assert player_one["name"] == "Alex Lindqvist"
    assert player_one["meanHeartRate"] == figures.heart_rate_mean_bpm
    assert player_one["maximumHeartRate"] == figures.heart_rate_max_bpm
    assert player_one["meanPower"] == figures.power_mean_w
    assert player_one["secondsInZone"] == {
        str(zone): seconds for zone, seconds in enumerate(figures.seconds_in_zone)
    }
    assert (player_one["samplesReceived"], player_one["samplesLost"]) == (240, 0)
    assert player_one["trimp"] == figures.trimp
    assert player_one["calories"] == figures.energy_heart_rate_kcal
    silent = content["sessions"][1]["players"][1]
    assert silent["samplesLost"] == 60


def test_that_a_bundles_status_counts_who_takes_part():
    made = roster([player(1), player(2), player(3)], duration_min=1)
    stream = Stream().start().readings(reading(0, 100, number=1), reading(14, 140, number=2))
    state = state_after(made, stream.recorded)
    status = bundle_status(BundleId("bundle-1"), (state,), START + 15)
    (session,) = status.sessions
    assert session.status is SessionStatus.IN_PROGRESS
    assert session.progress == pytest.approx(25)
    assert session.active_participants == 2
    assert session.metrics["averageHeartRate"] == 140
    assert session.metrics["averagePower"] is None
    assert status.aggregate_metrics.total_participants == 3
    assert status.aggregate_metrics.average_heart_rate == 140
    over = bundle_status(
        BundleId("bundle-1"), (state_after(made, stream.end(20).recorded),), START + 21
    )
    assert over.sessions[0].active_participants == 0
