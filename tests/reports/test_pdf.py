from __future__ import annotations

import io
import time

import msgspec
import numpy as np
import pytest
import typst
from pypdf import PdfReader

from core.domain.ids import PlayerId, SessionId
from core.domain.summary import BodyFigures, BundleReport, SessionSummary
from core.domain.workout import Interval
from core.live.events import utc
from core.reports.figures import Chart, thinned
from core.reports.fit import write_fit
from core.reports.intervals import interval_figures
from core.reports.notes import notes_of
from core.reports.paper import team_paper
from core.reports.pdf import report_inputs, write_pdf
from core.reports.rows import rows_of
from core.reports.summary import summarise
from core.reports.wording import clock, moment, percent, whole
from resources.reports import template_path
from tests.helpers.recordings import (
    START,
    WORKOUT,
    Stream,
    bundle_report,
    player,
    reading,
    roster,
    session_report,
)

EVIL = '#panic("no") $x^2$ *b* _i_ <script>alert(1)</script> @ref = [x] \\u{41} `raw` //c "q" ]'


@pytest.fixture(scope="module")
def report() -> BundleReport:
    return bundle_report(seconds=1200)


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_that_the_team_report_has_a_table_charts_and_a_page_per_player(report: BundleReport):
    begin = time.perf_counter()
    content = write_pdf(report)
    assert time.perf_counter() - begin < 3
    texts = pages(content)
    assert len(texts) == 2 + 18
    first = texts[0]
    for word in (
        "Tuesday conditioning", "Monday 2 March 2026, 09:00", "Training Center Main",
        "Maria Trainer", "17 of 18", "Rowing Group A", "Group mean", "All players", "Rower 3",
    ):  # fmt: skip
        assert word in first
    assert "8 Virtanen: no heart rate for 10:00 of 20:00 min" in first
    for member in report.players[:3]:
        assert member.last_name in first
    assert "Heart rate by group" in texts[1]
    assert "Alex Lindqvist" in texts[2]
    assert "4 min hard" in texts[2]


def _all_measured(summary: SessionSummary) -> SessionSummary:
    """Everybody wore sensors of muscle oxygen and temperature: a row of tiles more."""
    body = BodyFigures(
        muscle_oxygen_mean_percent=55.2,
        muscle_oxygen_min_percent=31.0,
        haemoglobin_mean_g_per_dl=12.3,
        core_temperature_mean_c=37.9,
        core_temperature_max_c=38.6,
        skin_temperature_mean_c=33.4,
    )
    players = tuple(msgspec.structs.replace(one, body=body) for one in summary.players)
    return msgspec.structs.replace(summary, players=players)


@pytest.mark.parametrize("count", [14, 17, 18, 42])
def test_that_a_player_keeps_to_one_page_however_many_intervals(report: BundleReport, count: int):
    length_s = 1200 / count
    intervals = tuple(
        Interval(name=f"Sprint {at}", duration_s=length_s, target_zone=4, target_ftp_share=1.05)
        for at in range(1, count + 1)
    )
    sessions = tuple(
        msgspec.structs.replace(
            one,
            session=msgspec.structs.replace(one.session, intervals=intervals),
            summary=_all_measured(one.summary),
        )
        for one in report.sessions
    )
    texts = pages(write_pdf(msgspec.structs.replace(report, sessions=sessions)))
    assert len(texts) == 2 + 18
    assert f"Sprint {count}" in texts[2]


def test_that_the_same_report_gives_the_same_bytes(report: BundleReport):
    assert write_pdf(report) == write_pdf(report)


def test_that_setting_it_raises_no_warning(report: BundleReport):
    template = template_path("team")
    _, warnings = typst.compile_with_warnings(
        str(template), root=str(template.parent), sys_inputs=report_inputs(report)
    )
    assert [warning.message for warning in warnings if "font" not in warning.message] == []


def test_that_no_text_becomes_code(report: BundleReport):
    people = tuple(
        msgspec.structs.replace(person, first_name=EVIL[:40], last_name=EVIL)
        for person in report.players
    )
    session = report.sessions[0]
    intervals = tuple(
        msgspec.structs.replace(interval, name=EVIL) for interval in session.session.intervals
    )
    evil_session = msgspec.structs.replace(
        session, session=msgspec.structs.replace(session.session, name=EVIL, intervals=intervals)
    )
    evil = msgspec.structs.replace(
        report,
        bundle=msgspec.structs.replace(report.bundle, name=EVIL),
        facility_name=EVIL,
        trainer_name=EVIL,
        players=people,
        sessions=(evil_session, *report.sessions[1:]),
    )
    texts = pages(write_pdf(evil))
    assert '#panic("no") $x^2$ *b* _i_ <script>' in texts[0]
    assert "<script>alert(1)</script>" in " ".join(texts[0].split())
    assert len(texts) >= 2 + 18


def test_that_missing_values_are_dashes_and_said_so():
    made = roster([player(1), player(2)])
    stream = Stream().start()
    for second in range(60):
        stream.readings(reading(second, None, 150.0, number=2))
    summary, traces = summarise(made, stream.end(60).recorded)
    report = bundle_report(per_group=1, seconds=30)
    session = msgspec.structs.replace(report.sessions[0], summary=summary, traces=traces)
    bare = msgspec.structs.replace(report, players=made.players, sessions=(session,))
    row = team_paper(bare).groups[0].rows[0]
    assert {row.heart_rate_mean, row.trimp, row.power_mean, row.energy, row.in_target} == {"–"}
    assert row.zones == (0, 0, 0, 0, 0, 0, 1)
    notes = notes_of(bare, rows_of(bare, session))
    assert notes[0].startswith("1 Lindqvist: no heart rate at all")
    texts = pages(write_pdf(bare))
    assert "0 of 2" in texts[0]
    assert "No heart rate was recorded." in texts[2]


def test_that_who_left_early_and_who_beat_his_maximum_is_noted():
    made = roster([player(1), player(2, heart_rate_max_bpm=150)])
    stream = Stream().start()
    for second in range(60):
        stream.readings(reading(second, 120, number=1), reading(second, 155, number=2))
        if second == 29:
            stream.kick(30, number=1)
    summary, traces = summarise(made, stream.end(60).recorded)
    report = bundle_report(per_group=1, seconds=30)
    session = msgspec.structs.replace(report.sessions[0], summary=summary, traces=traces)
    whole_report = msgspec.structs.replace(report, players=made.players, sessions=(session,))
    notes = notes_of(whole_report, rows_of(whole_report, session))
    assert notes == (
        "1 Lindqvist left after 0:30 of 1:00 min.",
        (
            "2 Öberg reached 155 bpm, above the stored maximum of 150: an artefact, or a maximum "
            "to be raised."
        ),
    )


def test_that_a_bundle_without_dropouts_says_so():
    report = bundle_report(per_group=1, seconds=120)
    rows = [row for session in report.sessions for row in rows_of(report, session)]
    assert notes_of(report, rows) == ("No dropouts: every heart-rate sensor delivered throughout.",)


def test_that_a_hundred_players_in_eight_groups_fit(report: BundleReport):
    players = [player(number) for number in range(1, 105)]
    sessions = tuple(
        session_report(
            roster(
                players[13 * index : 13 * index + 13],
                intervals=WORKOUT,
                session_id=SessionId(f"session-{index}"),
                name=f"Group {index} with a name that goes on and on and on and on and on and on",
            ),
            60,
        )
        for index in range(8)
    )
    many = msgspec.structs.replace(report, players=tuple(players), sessions=sessions)
    texts = pages(write_pdf(many))
    assert "104" in texts[0]
    assert sum("Time in zones" in text for text in texts) >= 104


def test_that_intervals_are_judged_in_active_time():
    made = roster(intervals=WORKOUT)
    stream = Stream().start()
    stream.readings(*(reading(s, 130, 100.0) for s in range(150))).pause(150)
    stream.resume(200)  # the warm-up's second half comes after the pause
    stream.readings(*(reading(s, 130 if s < 350 else 165, 210.0) for s in range(200, 590)))
    summary, traces = summarise(made, stream.end(590).recorded)
    report = bundle_report(per_group=1, seconds=30)
    session = msgspec.structs.replace(
        report.sessions[0], session=made.session, summary=summary, traces=traces
    )
    warm_up, hard = interval_figures(session, made.players[0], traces[0])
    assert warm_up.done_s == pytest.approx(300)
    assert warm_up.heart_rate_mean_bpm == pytest.approx(130)
    assert warm_up.power_mean_w == pytest.approx(155)
    assert warm_up.in_target_share == 1.0
    assert warm_up.power_target_w is None
    assert hard.power_target_w == pytest.approx(262.5)
    assert hard.power_percent == pytest.approx(80)
    assert hard.heart_rate_end_bpm == pytest.approx(165)


def test_that_lines_break_at_gaps_and_long_ones_are_thinned():
    nan = float("nan")
    chart = Chart(width_pt=100, height_pt=50, seconds=6, low=0, high=10)
    chart.line(np.array([1.0, 2.0, nan, nan, 3.0, nan]))
    assert chart.svg().count("M") == 3  # two pieces and the axis
    assert thinned(np.arange(3600.0)).size == 720
    assert np.isnan(thinned(np.full(1000, nan))).all()
    assert thinned(np.array([1.0, 2.0])).tolist() == [1, 2]


def test_that_figures_read_as_a_trainer_writes_them():
    assert (whole(None), whole(141.6), percent(None), percent(0.684)) == ("–", "142", "–", "68 %")
    assert (clock(0), clock(59.6), clock(3600)) == ("0:00", "1:00", "60:00")
    assert moment(utc(START), "America/Toronto") == "Monday 2 March 2026, 03:00"


def test_that_a_player_deleted_since_is_left_out_and_counted(report: BundleReport):
    fewer = msgspec.structs.replace(report, players=report.players[1:])
    paper = team_paper(fewer)
    assert len(paper.pages) == 17
    assert "1 player(s) deleted since are not shown." in paper.notes
    assert PlayerId("player-001") not in {person.id for person in fewer.players}


def test_that_a_bundle_of_which_nothing_was_recorded_is_still_a_report(report: BundleReport):
    empty = msgspec.structs.replace(report, sessions=())
    texts = pages(write_pdf(empty))
    assert "Nothing was recorded." in texts[0]
    made = roster(intervals=WORKOUT)
    summary, traces = summarise(made, Stream().start().end(0).recorded)
    session = msgspec.structs.replace(
        report.sessions[0], session=made.session, summary=summary, traces=traces
    )
    none = msgspec.structs.replace(report, players=made.players, sessions=(session,))
    assert "1 Lindqvist took no part." in pages(write_pdf(none))[0]
    assert write_fit(none, session, PlayerId("player-001"))
