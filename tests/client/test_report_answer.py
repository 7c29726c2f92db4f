"""A long report off the wire: the same as in one piece, and the loop goes on meanwhile."""

import asyncio

import msgspec
import pytest

from core.client.report_answer import decoded_report
from core.domain.summary import BundleReport
from tests.helpers.recordings import bundle_report


@pytest.fixture(scope="module")
def report() -> BundleReport:
    return bundle_report(per_group=3, seconds=400)


async def test_that_a_report_in_slices_is_the_report(report: BundleReport):
    assert await decoded_report(msgspec.json.encode(report)) == report


async def test_that_the_loop_goes_on_between_any_two_traces(report: BundleReport):
    turns = 0
    is_decoded = False

    async def turn() -> None:
        nonlocal turns
        while not is_decoded:
            turns += 1
            await asyncio.sleep(0)

    async def decode() -> None:
        nonlocal is_decoded
        await decoded_report(msgspec.json.encode(report))
        is_decoded = True

    await asyncio.gather(turn(), decode())
    assert turns >= sum(len(session.traces) for session in report.sessions)


@pytest.mark.parametrize(
    "raw", [b"{}", b"[]", b"{", b'{"sessions": 1}', b'{"sessions": [{}], "bundle": 2}']
)
async def test_that_what_is_no_report_is_refused(raw: bytes):
    with pytest.raises(msgspec.DecodeError):
        await decoded_report(raw)


async def test_that_a_report_without_a_field_it_may_lack_is_read(report: BundleReport):
    told = msgspec.json.decode(msgspec.json.encode(report))
    del told["unitNames"]
    assert (await decoded_report(msgspec.json.encode(told))).unit_names == {}
