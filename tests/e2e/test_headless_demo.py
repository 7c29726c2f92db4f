"""The main job with no display: plan, connect 36 devices, train, hold the reports."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import fitdecode
import garmin_fit_sdk
import pypdf
import pytest

ROOT = Path(__file__).resolve().parents[2]
MINUTES = 3

pytestmark = pytest.mark.timeout(150)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "app", "--demo", "--headless", "--speed", "60"]
    done = subprocess.run(
        [*command, "--minutes", str(MINUTES), "--out", str(folder)],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"}
        | {"HOME": str(home), "HOCKEYHUB_HOME": str(home / "hockeyhub")},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def players(out: Path) -> list[dict]:
    summary = json.loads((out / "summary.json").read_text())
    return [player for session in summary["sessions"] for player in session["players"]]


@pytest.mark.requirement(28)
def test_that_all_eighteen_players_are_in_the_summary_with_every_figure(players: list[dict]):
    assert len(players) == 18
    for player in players:
        assert sum(player["secondsInZone"].values()) + player[
            "secondsWithoutHeartRate"
        ] == pytest.approx(MINUTES * 60, abs=5)
        assert 60 < player["meanHeartRate"] <= player["maximumHeartRate"] < 220
        assert player["meanPower"] > 30
        assert player["trimp"] > 0
        assert player["calories"] > 0


def test_that_no_sample_is_lost_on_the_way_from_strap_to_report(players: list[dict]):
    assert all(player["samplesReceived"] >= 2 * 0.95 * MINUTES * 60 for player in players)
    assert [player["samplesLost"] for player in players] == [0] * 18


@pytest.mark.requirement(120)
def test_that_the_team_pdf_names_all_eighteen_players(out: Path, players: list[dict]):
    pages = pypdf.PdfReader(out / "team.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert [player["name"] for player in players if player["name"] not in text] == []


@pytest.mark.requirement(120)
def test_that_every_fit_file_decodes_without_error_in_two_decoders(out: Path, players: list[dict]):
    files = sorted((out / "fit").glob("*.fit"))
    assert len(files) == len(players)
    for file in files:
        stream = garmin_fit_sdk.Stream.from_file(str(file))
        messages, errors = garmin_fit_sdk.Decoder(stream).read()
        assert errors == []
        assert len(messages["record_mesgs"]) >= MINUTES * 60 * 0.98
        with fitdecode.FitReader(str(file), error_handling=fitdecode.ErrorHandling.RAISE) as fit:
            records = [
                frame
                for frame in fit
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record"
            ]
        assert len(records) == len(messages["record_mesgs"])


@pytest.mark.requirement(120)
def test_that_the_csv_has_a_row_for_each_player(out: Path, players: list[dict]):
    with (out / "players.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    text = "\n".join(",".join(row) for row in rows)
    assert [player["name"] for player in players if player["name"].split()[-1] not in text] == []
