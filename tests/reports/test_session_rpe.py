"""How hard players say it was: in the figures, on paper, and in the files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import msgspec
import pypdf
import pytest
from hypothesis import given, strategies as st

from core.domain.ids import PlayerId
from core.domain.summary import BundleReport, SessionSummary
from core.live import events
from core.live.rating import load_of, rating_of
from core.physiology.session_load import session_load
from core.reports.paper import team_paper
from core.reports.pdf import write_pdf
from core.reports.summary import summarise
from core.reports.summary_json import write_summary
from core.reports.table import write_csv
from tests.helpers.recordings import (
    Stream,
    bundle_report,
    player,
    reading,
    roster,
    state_after,
)

HOUR = 3600
TRAINED_S = 600


def rate(stream: Stream, at: float, rpe: float, number: int = 1) -> Stream:
    return stream.add(events.SessionRated, at, player_id=PlayerId(f"player-{number:03}"), rpe=rpe)


def trained(rpes: Mapping[int, float], *, after_s: float = 1800) -> BundleReport:
    """Ten minutes of three players, of whom some say afterwards how hard it was."""
    made = roster([player(number) for number in (1, 2, 3)])
    stream = Stream().start()
    for second in range(0, TRAINED_S, 2):
        stream.readings(*(reading(second, 150, number=number) for number in (1, 2, 3)))
    stream.end(TRAINED_S)
    for number, rpe in rpes.items():
        rate(stream, TRAINED_S + after_s, rpe, number)
    summary, traces = summarise(made, stream.recorded)
    report = bundle_report(per_group=1, seconds=30)
    session = msgspec.structs.replace(
        report.sessions[0], session=made.session, summary=summary, traces=traces
    )
    return msgspec.structs.replace(report, players=made.players, sessions=(session,))


def table(report: BundleReport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write_csv(report), newline="")))


def first_page(report: BundleReport) -> str:
    return pypdf.PdfReader(io.BytesIO(write_pdf(report))).pages[0].extract_text()


@pytest.mark.requirement(57, 120)
def test_that_session_load_is_the_rating_times_the_players_own_active_minutes():
    made = roster([player(1), player(2)])
    stream = rate(Stream().start().pause(600).resume(900), 1000, 8, number=2)
    stream.kick(1200, number=2).end(1500)
    rate(stream, 1500 + 1800, 6, 1)
    rate(stream, 1500 + 60, 9, 1)  # by its time the earlier of the two, but told last
    summary, _ = summarise(made, stream.recorded)
    first, second = summary.players
    assert (first.active_s, second.active_s) == (1200, 900)
    assert (first.session_rpe, first.session_load) == (9, 180)
    assert first.session_rated_after_s == 60
    assert (second.session_rpe, second.session_load) == (8, 120)
    assert second.session_rated_after_s is None


@pytest.mark.requirement(120)
def test_that_ratings_are_on_paper_and_in_all_files_with_the_teams_means():
    report = trained({1: 7.5, 2: 4})
    text = first_page(report)
    assert "sRPE" in text
    paper = team_paper(report)
    rows = paper.groups[0].rows
    assert [(row.session_rpe, row.session_load) for row in rows] == [
        ("7.5", "75"), ("4", "40"), ("–", "–"),
    ]  # fmt: skip
    assert (paper.mean.session_rpe, paper.mean.session_load) == ("5.8", "58")
    labels = [{tile.label: tile.value for tile in page.tiles} for page in paper.pages]
    assert (labels[0]["Session RPE"], labels[0]["Session load"]) == ("7.5", "75")
    assert "Session RPE" not in labels[2]
    cells = table(report)
    assert (cells[0]["session_rpe"], cells[0]["session_load"]) == ("7.5", "75.0")
    assert cells[0]["session_rated_after_s"] == "1800.0"
    content = json.loads(write_summary(report))
    means = {
        "meanSessionRpe": 5.75,
        "meanSessionLoad": 57.5,
        "ratedPlayers": 2,
        "players": 3,
    }
    assert content["rating"] == content["sessions"][0]["rating"] == means
    assert content["sessions"][0]["players"][1]["sessionLoad"] == 40


@pytest.mark.requirement(120)
def test_that_where_nobody_rated_there_is_nothing_instead_of_zero():
    report = trained({})
    assert "sRPE" not in first_page(report)
    assert not team_paper(report).is_rated
    assert {row["session_rpe"] + row["session_load"] for row in table(report)} == {""}
    content = json.loads(write_summary(report))
    assert content["rating"] is None
    assert content["sessions"][0]["players"][0]["sessionRpe"] is None


def test_that_a_rating_of_nought_is_a_rating():
    report = trained({1: 0})
    assert table(report)[0]["session_rpe"] == "0"
    assert json.loads(write_summary(report))["rating"]["meanSessionLoad"] == 0


def test_that_a_summary_stored_before_there_were_ratings_can_be_read():
    stored = msgspec.to_builtins(trained({}).sessions[0].summary)
    for figures in stored["players"]:
        for name in ("sessionRpe", "sessionLoad", "sessionRatedAfterS"):
            del figures[name]
    assert msgspec.convert(stored, SessionSummary).players[0].session_rpe is None


@given(st.floats(0, 10), st.floats(0, 24 * HOUR))
def test_that_the_running_state_and_the_report_agree(rpe: float, active_s: float):
    made = roster()
    stream = rate(Stream().start().end(active_s), active_s + 60, rpe)
    state = state_after(made, stream.recorded)
    (figures,) = summarise(made, stream.recorded)[0].players
    (one,) = state.players.values()
    load = load_of(state, one)
    assert load == pytest.approx(figures.session_load)
    assert load == pytest.approx(session_load(rpe, figures.active_s))
    rating = rating_of([state])
    assert rating is not None
    assert (rating.mean_session_rpe, rating.rated_players, rating.players) == (rpe, 1, 1)
