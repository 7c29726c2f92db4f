"""Text that would like to be code: in names, messages and notes it stays text, everywhere."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec
import pytest
from pypdf import PdfReader

from core.domain.ids import BundleId
from core.domain.summary import BundleReport
from core.services.desk.exports import ReportExport
from tests.faults.conftest import FORGED
from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.recordings import bundle_report

TEXTS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "'; DROP TABLE players;--",
    "' OR '1'='1", "%s %n {0} {{7*7}} ${7*7}", "../../etc/passwd", "\\\\server\\share", "#panic(1)",
    "\u202eevil", "na\u0308me", "🏒", "x" * 60,
)  # fmt: skip
UNPRINTABLE = (f"a\n{FORGED}", "a\r\nb", "a\x00b", "a\x1b[31mb", "a\x85b", "a\u2028b")


async def new_player(desk: Api, name: str) -> tuple[int, Any]:
    players = await desk.ok("GET", f"{API}/players")
    draft = {**players[0], "id": "", "firstName": name, "lastName": name, "jerseyNumber": 88}
    return await desk.call("POST", f"{API}/players", draft)


@pytest.mark.requirement(107)
@pytest.mark.parametrize("text", TEXTS)
async def test_that_what_is_taken_as_a_name_is_given_back_as_it_was_and_does_nothing(
    desk: Api, session_ids: list[str], hub_folder: Path, text: str
) -> None:
    before = tables(hub_folder)
    status, player = await new_player(desk, text)
    assert status == 201, player
    found = await desk.ok("GET", f"{API}/players/{player['id']}")
    assert (found["firstName"], found["lastName"]) == (text, text)
    async with connected(desk.url, desk.token) as trainer:
        await trainer.ok("training:session:join", sessionId=session_ids[0])
        await trainer.ok("training:session:message", sessionId=session_ids[0], text=text)
        assert (await trainer.named("training:session:message"))["text"] == text
        await trainer.refused(text, sessionId=text, playerId=text)
    for path in ("players", "sessions", "session-bundles"):
        status, problem = await desk.call("GET", f"{API}/{path}/{quote(text, safe='')}")
        assert status in (400, 404, 405), (path, problem)
    headers = {"Authorization": f"Bearer {desk.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.get(f"{desk.url}{API}/players/{player['id']}") as response,
    ):
        assert response.content_type == "application/json"
    await desk.ok("DELETE", f"{API}/players/{player['id']}")
    assert tables(hub_folder) == before


@pytest.mark.requirement(107)
@pytest.mark.parametrize("text", UNPRINTABLE, ids=ascii)
async def test_that_text_that_would_begin_a_line_of_its_own_does_so_nowhere(
    desk: Api, session_ids: list[str], hub_folder: Path, text: str
) -> None:
    status, player = await new_player(desk, text)
    assert status in (201, 400), player
    for path, body in (
        ("/api/v1/auth/token", {"login": text, "password": text}),
        ("/api/v1/auth/desktop", {"secret": text}),
        ("/api/v1/auth/refresh", {"refreshToken": text}),
        ("/api/v1/devices/join", {"code": text, "deviceName": text}),
        ("/api/v1/devices/join", {"code": "000000", "deviceName": text}),
    ):
        status, problem = await desk.call("POST", path, body, token="")
        assert status in (400, 401, 429), (path, problem)
    async with connected(desk.url, desk.token) as trainer:
        await trainer.refused(text, sessionId=text)
        await trainer.call("training:session:message", sessionId=session_ids[0], text=text)
        await trainer.call("training:session:force:end", sessionId=session_ids[1], reason=text)
    quoted = f"{API}/players/" + "".join(f"%{byte:02X}" for byte in text.encode())
    assert (await desk.call("GET", quoted, token=""))[0] in (400, 401, 404)
    with closing(sqlite3.connect(hub_folder / "hub.db")) as connection:
        subjects = connection.execute("SELECT subject, action FROM audit_log").fetchall()
    assert all(isinstance(one, str) for row in subjects for one in row)
    # That the log has one line per record, and none of them forged, is looked at when it is whole.


def tables(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "hub.db")) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def files_in(folder: Path) -> set[Path]:
    return {path.resolve() for path in folder.rglob("*") if path.is_file()}


class Planner:
    """Has one report."""

    def __init__(self, report: BundleReport) -> None:
        self._report = report

    async def report(self, _bundle_id: BundleId) -> BundleReport:
        return self._report


@pytest.mark.parametrize(
    "text", ["../../../tmp/evil", "/etc/evil", "..\\..\\evil", "=1+1", "\0", "con"]
)
async def test_that_papers_are_written_into_their_folder_only_with_every_name_as_text(
    tmp_path: Path, text: str
) -> None:
    plain = bundle_report(per_group=1, seconds=60)
    replace = msgspec.structs.replace
    people = tuple(replace(person, first_name=text, last_name=text) for person in plain.players)
    evil = replace(plain, players=people, bundle=replace(plain.bundle, name=text))
    folder = tmp_path / "out"
    exporter = ReportExport(Planner(evil))  # type: ignore[arg-type]
    written = await exporter.write(plain.bundle.id, folder)
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in written)
    assert {path.resolve() for path in written} == files_in(tmp_path)
    for row in csv.DictReader(
        io.StringIO((folder / "players.csv").read_text("utf-8-sig"), newline="")
    ):
        assert not row["last_name"].startswith(("=", "+", "-", "@"))
    assert PdfReader(io.BytesIO((folder / "team.pdf").read_bytes())).pages
