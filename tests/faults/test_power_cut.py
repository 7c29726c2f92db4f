"""The database's files as a power cut leaves them: whatever instant, whatever was being written.

The hub is held still, its files are copied as they stand, and what the disk need not have kept
(everything behind the last commit that somebody was told of) is torn in several ways. Eight
instants in the suite; `HOCKEYHUB_SOAK=1` makes it a hundred.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.ids import SessionId
from core.storage.database import open_database
from tests.helpers.event_storm import (
    IS_SOAK,
    Storm,
    assert_nothing_acknowledged_is_missing,
    begin_storm,
)
from tests.helpers.hub_clients import Device, connected, signed_in
from tests.helpers.hub_process import HubProcess, running_hub

INSTANTS = 100 if IS_SOAK else 8
EVENTS_AT_ONCE = 120
_HEADER, _FRAME_HEADER = 32, 24

pytestmark = pytest.mark.timeout(1800 if IS_SOAK else 150)


@pytest.mark.requirement(72)
async def test_that_a_power_cut_takes_nothing_back_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    torn = 0
    with running_hub(tmp_path) as hub:
        async with (
            signed_in(hub.url, hub.secret) as desk,
            connected(hub.url, desk.token) as device,
        ):
            storm = await begin_storm(desk, "2031-05-05")
            for number in range(INSTANTS):
                image = tmp_path / f"image-{number}"
                told = await image_under_load(hub, device, storm, image, chance)
                for content in tearings(image, storm, told, chance):
                    (image / "hub.db-wal").write_bytes(content)
                    await assert_is_whole(image, storm, told)
                    torn += 1
                shutil.rmtree(image)
            await storm.insist(device, list(storm.sent.values()))
            await assert_nothing_acknowledged_is_missing(desk, storm)
    assert torn > INSTANTS


async def image_under_load(
    hub: HubProcess, device: Device, storm: Storm, image: Path, chance: random.Random
) -> set[str]:
    """Copy the files of a hub that is held still; the ids it had acknowledged by then."""
    sending = asyncio.ensure_future(  # noqa: TID251
        storm.send(device, storm.more(EVENTS_AT_ONCE))
    )
    await asyncio.sleep(chance.uniform(0, 0.2))
    told = set(storm.acknowledged)
    copy_held_still(hub, image)
    await sending
    return told


def copy_held_still(hub: HubProcess, image: Path) -> None:
    os.kill(hub.pid, signal.SIGSTOP)
    try:
        image.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(image.parent / f"hub.db{suffix}", image / f"hub.db{suffix}")
    finally:
        os.kill(hub.pid, signal.SIGCONT)


def tearings(image: Path, storm: Storm, told: set[str], chance: random.Random) -> Iterator[bytes]:
    """Logs that the disk may hold after the cut.

    Whole; cut off somewhere behind the last commit that was told of; and with noise there.
    """
    log = (image / "hub.db-wal").read_bytes()
    pristine = (image / "hub.db").read_bytes()
    yield log
    kept = _length_that_holds(image, log, told, storm)
    (image / "hub.db").write_bytes(pristine)
    if kept < len(log):
        yield log[: chance.randrange(kept, len(log))]
        (image / "hub.db").write_bytes(pristine)
        at = chance.randrange(kept, len(log))
        yield log[:at] + chance.randbytes(len(log) - at)
        (image / "hub.db").write_bytes(pristine)
    yield log + chance.randbytes(chance.randrange(1, 9000))
    (image / "hub.db").write_bytes(pristine)


def _length_that_holds(image: Path, log: bytes, told: set[str], storm: Storm) -> int:
    """How much of the log must have been on the disk, given what had been told."""
    pristine = (image / "hub.db").read_bytes()
    kept = len(log)
    for end in reversed(_ends_of_commits(log)):
        (image / "hub.db").write_bytes(pristine)
        (image / "hub.db-wal").write_bytes(log[:end])
        if not told <= _ids_in(image):
            break
        kept = end
    return kept


def _ends_of_commits(log: bytes) -> Sequence[int]:
    """Offsets behind each commit of the log's present round."""
    if len(log) < _HEADER:
        return [0]
    page_size = struct.unpack_from(">I", log, 8)[0]
    salt = log[16:24]
    ends = [_HEADER]
    for start in range(_HEADER, len(log) - page_size, _FRAME_HEADER + page_size):
        size_after_commit = struct.unpack_from(">I", log, start + 4)[0]
        if log[start + 8 : start + 16] != salt:
            break
        if size_after_commit:
            ends.append(start + _FRAME_HEADER + page_size)
    return ends


def _ids_in(image: Path) -> set[str]:
    with closing(sqlite3.connect(image / "hub.db")) as connection:
        return {row[0] for row in connection.execute("SELECT event_id FROM session_events")}


async def assert_is_whole(image: Path, storm: Storm, told: set[str]) -> None:
    """It opens as any other, nothing in it is broken, and what was told is there once."""
    database = await open_database(f"sqlite:///{image / 'hub.db'}")
    found: list[str] = []
    try:
        async with database.read() as work:
            for session_id in storm.session_ids:
                log = await work.recordings.read(SessionId(session_id))
                assert [one.seq for one in log] == list(range(1, len(log) + 1))
                found += [one.event.event_id for one in log]
    finally:
        await database.close()
    assert len(found) == len(set(found))
    assert told <= set(found)
    with closing(sqlite3.connect(image / "hub.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for rest in ("hub.db-wal", "hub.db-shm"):
        (image / rest).unlink(missing_ok=True)
