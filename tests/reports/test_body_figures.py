"""Muscle oxygen and temperatures in the report's figures, page and files."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
from garmin_fit_sdk import Decoder, Stream as FitStream

from core.domain.ids import PlayerId
from core.domain.summary import BodyFigures, BundleReport
from core.reports.fit import write_fit
from core.reports.player_page import player_page
from core.reports.rows import rows_of
from core.reports.summary import summarise
from core.reports.summary_json import write_summary
from core.reports.table import write_csv
from tests.helpers.recordings import Stream, bundle_report, reading, roster

ONE = PlayerId("player-001")


@pytest.fixture(scope="module")
def report() -> BundleReport:
    """A minute with both sensors: oxygen falls from 70 %, the core warms from 37 °C."""
    stream = Stream().start()
    for second in range(60):
        stream.readings(
            reading(second, 150),
            reading(second, muscle_oxygen_percent=70 - second / 2, haemoglobin_g_per_dl=12.25),
        )
        if second % 10 == 0:
            stream.readings(
                reading(second, core_temperature_c=37 + second / 100, skin_temperature_c=33.5)
            )
    summary, traces = summarise(roster(), stream.end(60).recorded)
    made = bundle_report(per_group=1, seconds=60)
    session = msgspec.structs.replace(made.sessions[0], summary=summary, traces=traces)
    return msgspec.structs.replace(made, sessions=(session, *made.sessions[1:]))


def test_that_figures_are_means_and_extremes_over_the_seconds_with_data(report: BundleReport):
    body = report.sessions[0].summary.players[0].body
    assert body is not None
    assert body.muscle_oxygen_mean_percent == pytest.approx(55.25)
    assert body.muscle_oxygen_min_percent == pytest.approx(40.5)
    assert body.haemoglobin_mean_g_per_dl == pytest.approx(12.25)
    assert body.core_temperature_max_c == pytest.approx(37.5)
    assert body.core_temperature_mean_c == pytest.approx(37.25)
    assert body.skin_temperature_mean_c == pytest.approx(33.5)


def test_that_a_temperature_said_every_ten_seconds_has_no_gaps(report: BundleReport):
    trace = report.sessions[0].traces[0]
    assert None not in trace.core_temperature_c
    assert trace.core_temperature_c[19] == pytest.approx(37.1)
    assert trace.muscle_oxygen_percent[:2] == (70.0, 69.5)


def test_that_the_players_page_has_a_tile_for_each_figure(report: BundleReport):
    (row,) = rows_of(report, report.sessions[0])
    tiles = {tile.label: (tile.value, tile.unit) for tile in player_page(row, "Unit 1").tiles}
    assert tiles["Lowest SmO₂"] == ("40.5", "%")
    assert tiles["Max core"] == ("37.5", "°C")
    assert len(tiles) == 18


def test_that_who_wore_no_such_sensor_has_neither_tiles_nor_traces(report: BundleReport):
    (row,) = rows_of(report, report.sessions[2])
    assert row.figures.body is None
    assert (row.trace.muscle_oxygen_percent, row.trace.core_temperature_c) == ((), ())
    assert len(player_page(row, "Unit 1").tiles) == 12


def test_that_fit_carries_oxygen_haemoglobin_and_core_temperature(report: BundleReport):
    content = write_fit(report, report.sessions[0], ONE)
    messages, errors = Decoder(FitStream.from_byte_array(bytearray(content))).read()
    assert errors == []
    records = messages["record_mesgs"]
    assert records[30]["saturated_hemoglobin_percent"] == pytest.approx(55.0)
    assert records[30]["total_hemoglobin_conc"] == pytest.approx(12.25)
    assert records[30]["core_temperature"] == pytest.approx(37.3)
    (whole,) = messages["session_mesgs"]
    assert whole["max_core_temperature"] == pytest.approx(37.5)
    assert whole["min_saturated_hemoglobin_percent"] == pytest.approx(40.5)


def test_that_csv_and_json_carry_them(report: BundleReport):
    first, second, *_ = csv.DictReader(io.StringIO(write_csv(report)))
    assert first["muscle_oxygen_min_percent"] == "40.5"
    assert first["core_temperature_max_c"] == "37.50"
    assert second["core_temperature_max_c"] == ""
    players = [one["players"][0] for one in json.loads(write_summary(report))["sessions"]]
    assert players[0]["body"]["muscleOxygenMinPercent"] == 40.5
    assert msgspec.convert(players[0]["body"], BodyFigures) == (
        report.sessions[0].summary.players[0].body
    )
    assert players[1]["body"] is None
