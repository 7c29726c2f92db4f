"""Whatever comes in that cannot be meant: one sentence, the next step, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from PySide6.QtWidgets import QApplication

from app.hub_process import HubProcess
from app.settings import Settings
from core.errors import DamagedDatabaseError, NewerDatabaseError
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, Api, bundle_draft, connected, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.program import run_program
from tests.helpers.real_desktop import started_desktop, window_of, words_of
from tests.helpers.real_window import play
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.shell.start_failure import StartFailure
from ui.shell.window import MainWindow

__all__ = ["dressed"]

DAY = "2031-06-02"
BUNDLES = f"{API}/session-bundles"

pytestmark = pytest.mark.timeout(150)


def sessions(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"S{number}", "equipment": "ROWING", "playerIds": []} for number in range(count)
    ]


def common(**changes: Any) -> dict[str, Any]:
    return {"commonProperties": bundle_draft(DAY)["commonProperties"] | changes}


def group(*player_ids: str) -> dict[str, Any]:
    rowers = {"name": "Rowing", "equipment": "ROWING", "playerIds": list(player_ids)}
    return {"sessions": [rowers, *sessions(1)]}


def assert_one_sentence_and_the_next_step(message: str, suggested_action: str) -> None:
    for text in (message, suggested_action):
        assert re.fullmatch(r"[A-Z“`].+\.", text), text
        assert len(re.findall(r"\.(?:\s|$)", text)) == 1, text


async def test_that_the_hub_refuses_with_a_sentence_and_the_next_step_and_keeps_nothing(
    tmp_path: Path,
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as api:
            players = [player["id"] for player in await api.ok("GET", f"{API}/players")]
            impossible: dict[str, dict[str, Any]] = {
                "unknown player": group("player-of-another-club"),
                "over capacity": group(*players),
                "one session": {"sessions": sessions(1)},
                "nine sessions": {"sessions": sessions(9)},
                "negative duration": common(duration=-30),
            }
            for case, change in impossible.items():
                status, problem = await api.call("POST", BUNDLES, bundle_draft(DAY, **change))
                assert status in (400, 404, 409), (case, problem)
                assert problem["field"], case
                assert_one_sentence_and_the_next_step(
                    problem["message"], problem["suggestedAction"]
                )
            await refuse_strangers(api)
            assert (await api.ok("GET", BUNDLES))["items"] == []
            await refuse_at_the_socket(api)


async def refuse_strangers(api: Api) -> None:
    """Without a token, with a made-up one, and in a role that may not plan."""
    phone = await api.player_token("player-001")
    for token, code in (("", 401), ("made.up.token", 401), (phone, 403)):
        status, problem = await api.call("POST", BUNDLES, bundle_draft(DAY), token=token)
        assert status == code
        assert_one_sentence_and_the_next_step(problem["message"], problem["suggestedAction"])


async def refuse_at_the_socket(api: Api) -> None:
    """The same through events; the session then goes on as if nothing had been."""
    created = await api.ok("POST", BUNDLES, bundle_draft(DAY))
    session_id = created["sessions"][0]["id"]
    async with connected(api.url, await api.player_token("player-001")) as phone:
        for name, load in (
            ("training:session:start", {}),
            ("training:player:metrics", {"playerId": "player-002", "heartRate": 120}),
        ):
            problem = await phone.refused(name, sessionId=session_id, **load)
            assert problem["code"] == "NOT_ALLOWED"
            assert_one_sentence_and_the_next_step(problem["message"], problem["suggestedAction"])
    async with connected(api.url, api.token) as trainer:
        problem = await trainer.refused(
            "training:player:remove", sessionId=session_id, playerId="nobody"
        )
        assert_one_sentence_and_the_next_step(problem["message"], problem["suggestedAction"])
        await trainer.ok("training:session:start", sessionId=session_id)


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def tear(path: Path) -> None:
    path.write_bytes(b"holiday pictures" * 1000)


@pytest.mark.parametrize(
    ("spoil", "error", "words", "kept_as"),
    [
        (make_newer, NewerDatabaseError, ("newer version", "Install"), "hub.db"),
        (tear, DamagedDatabaseError, ("damaged", "backup"), "hub.db.damaged-1"),
    ],
    ids=["newer", "damaged"],
)
def test_that_a_database_it_cannot_use_is_told_in_a_window_and_kept_whole(
    qapp: QApplication,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    error: type[Exception],
    words: tuple[str, str],
    kept_as: str,
) -> None:
    async def scene() -> None:
        settings = Settings(home=tmp_path)
        await start_and_stop(settings)
        database = tmp_path / "hub.db"
        spoil(database)
        content = database.read_bytes()

        tasks = TaskScope()
        with pytest.raises(error, match=words[0]) as refused:
            await HubProcess(settings, tasks, sample_club=False).start()
        assert words[1] in str(refused.value)
        await tasks.close()
        assert (tmp_path / kept_as).read_bytes() == content
        (tmp_path / kept_as).replace(database)

        async with started_desktop(settings) as program:
            said = await window_of(StartFailure)
            text = " ".join(words_of(said))
            assert all(word in text for word in words), text
            said.close()
            assert await program == 1
        assert (tmp_path / kept_as).read_bytes() == content

    play(qapp, scene)


async def start_and_stop(settings: Settings) -> None:
    """Make the database."""
    settings.prepare()
    tasks = TaskScope()
    hub = HubProcess(settings, tasks, sample_club=False)
    await hub.start()
    await hub.stop()
    await tasks.close()


async def test_that_a_hub_whose_port_was_taken_says_so_and_is_back_when_it_is_free(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path)
    settings.prepare()
    tasks = TaskScope()
    hub = HubProcess(settings, tasks, sample_club=False)
    told: list[str] = []
    back = asyncio.Event()
    hub.lost.connect(told.append)
    hub.back.connect(back.set)
    address = await hub.start()
    port = int(address.url.rsplit(":", 1)[1])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        os.kill(address.pid, signal.SIGKILL)
        await until(lambda: is_bound(other, port), "somebody else takes the port")
        other.listen()
        await until(lambda: any("used by another program" in one for one in told), "it is said", 60)
        assert any(f"Port {port}" in one and "Choose another port" in one for one in told)
        assert not back.is_set()
    await until(back.is_set, "the hub is back", 60)
    assert hub.address.url == address.url
    await hub.stop()
    await tasks.close()


def is_bound(listener: socket.socket, port: int) -> bool:
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="takes BlueZ away by its bus address")
def test_that_without_bluetooth_the_window_says_so_and_can_still_plan(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'no-bus'}")

    async def scene() -> None:
        async with started_desktop(Settings(home=tmp_path / "home")) as program:
            window = await window_of(MainWindow)
            await until(window.banner.isVisible, "it is said", 60)
            message, _, step = window.banner.text.partition(". ")
            assert "Bluetooth" in message
            assert "virtual gym" in step
            await until(lambda: "online" in window.status_line.hub.text(), "the hub hears us", 60)
            window.close()
            assert await program == 0

    play(qapp, scene)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be opened"),
        ("t_s,heart_rate_bpm\n0,100\n", "has no column power_w."),
        ("t_s,heart_rate_bpm,power_w,cadence_rpm\n", "has no rows."),
        ("t_s,heart_rate_bpm,power_w,cadence_rpm\n0,inf,1,1\n", "Line 2 of"),
        ("t_s,heart_rate_bpm,power_w,cadence_rpm\n0,100,-5,1\n", "Line 2 of"),
    ],
)
def test_that_a_recording_that_is_none_is_refused_before_anything_starts(
    tmp_path: Path, content: str | None, sentence: str
) -> None:
    path = tmp_path / "recording.csv"
    if content is not None:
        path.write_text(content)
    done = run_program(tmp_path, "--demo", "--headless", "--replay", str(path))
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "hockeyhub").exists()
