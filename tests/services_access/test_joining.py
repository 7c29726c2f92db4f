from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from core.domain.device import DeviceKind
from core.domain.ids import PlayerId
from core.domain.user import Principal, Role
from core.errors import (
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
)
from core.services.access.joining import Joined, WrongTry
from core.storage import tables
from core.storage.transactions import transaction
from tests.helpers.plans import TRAINER
from tests.services_access.conftest import Door

ONE = PlayerId("player-001")


def anybody(_principal: Principal) -> None:
    """Everybody may come from where he calls."""


async def redeem(door: Door, digits: str, name: str = "Phone") -> Joined:
    return await door.joining.redeem(digits, name, address="192.168.1.7", check=anybody)


async def test_that_a_code_lets_one_device_in_for_its_player_and_no_second_one(door: Door) -> None:
    news: list[Joined] = []
    door.joining.joined.connect(news.append)
    code, digits = await door.joining.open_code(DeviceKind.PLAYER, ONE, TRAINER)
    assert [one.id for one in await door.joining.open_codes()] == [code.id]

    joined = await redeem(door, f"{digits[:3]} {digits[3:]}", "  Kim's\nphone ")

    assert (joined.principal.role, joined.principal.player_id) == (Role.PLAYER, ONE)
    assert (joined.device.name, joined.device.let_in_by) == ("Kim's phone", TRAINER.subject)
    assert news == [joined]
    assert await door.joining.open_codes() == ()
    with pytest.raises(NotSignedInError):
        await redeem(door, digits)
    (device, player) = (await door.devices.all())[0]
    assert (device.id, player.id if player else None) == (joined.device.id, ONE)
    (line,) = await door.audited("device.joined")
    assert line["detail"]["after"]["name"] == "Kim's phone"


async def test_that_of_two_devices_with_one_code_at_once_one_comes_in(door: Door) -> None:
    _, digits = await door.joining.open_code(DeviceKind.GATEWAY, None, TRAINER)
    came = await asyncio.gather(redeem(door, digits), redeem(door, digits), return_exceptions=True)
    assert {type(one) for one in came} == {Joined, NotSignedInError}
    assert len(await door.devices.all()) == 1


async def test_that_a_code_ends_after_ten_minutes_or_when_it_is_withdrawn(door: Door) -> None:
    _, digits = await door.joining.open_code(DeviceKind.OBSERVER, None, TRAINER)
    await door.clock.advance(600)
    with pytest.raises(NotSignedInError):
        await redeem(door, digits)
    code, digits = await door.joining.open_code(DeviceKind.OBSERVER, None, TRAINER)
    await door.joining.withdraw(code.id, TRAINER)
    with pytest.raises(NotSignedInError):
        await redeem(door, digits)
    with pytest.raises(NotFoundError):
        await door.joining.withdraw(code.id, TRAINER)


async def test_that_ten_wrong_tries_void_the_open_codes_and_are_told(door: Door) -> None:
    wrong: list[WrongTry] = []
    door.joining.refused.connect(wrong.append)
    _, digits = await door.joining.open_code(DeviceKind.PLAYER, ONE, TRAINER)
    for _ in range(10):
        with pytest.raises(NotSignedInError):
            await redeem(door, "999999", "Robot")
    with pytest.raises(NotSignedInError):
        await redeem(door, digits)
    assert [one.voided for one in wrong] == [0] * 9 + [1, 0]
    lines = await door.audited("device.refused")
    assert len(lines) == 10  # what is tried when no code is open costs no line
    assert (lines[0]["subject"], lines[0]["detail"]["deviceName"]) == ("192.168.1.7", "Robot")


async def test_that_codes_are_kept_as_digests_and_never_twice_the_same(door: Door) -> None:
    _, first = await door.joining.open_code(DeviceKind.PLAYER, ONE, TRAINER)
    _, second = await door.joining.open_code(DeviceKind.PLAYER, ONE, TRAINER)
    assert first != second  # the source gave the same digits twice
    async with transaction(door.database._reader) as connection:
        codes = (await connection.execute(select(tables.join_codes))).all()
        audit = (await connection.execute(select(tables.audit_log))).all()
    assert len(codes) == 2
    assert all(one.encode() not in str((codes, audit)).encode() for one in (first, second))


async def test_that_who_may_not_come_this_way_does_not_use_the_code_up(door: Door) -> None:
    _, digits = await door.joining.open_code(DeviceKind.ASSISTANT, None, TRAINER)

    def never(principal: Principal) -> None:
        raise NotAllowedError(f"Not for {principal.role}.")

    with pytest.raises(NotAllowedError, match="assistant"):
        await door.joining.redeem(digits, "Tablet", address="192.168.1.7", check=never)
    assert (await redeem(door, digits)).principal.role is Role.ASSISTANT


async def test_that_a_code_needs_a_player_exactly_where_one_belongs(door: Door) -> None:
    for kind, player_id in ((DeviceKind.PLAYER, None), (DeviceKind.GATEWAY, ONE)):
        with pytest.raises(InvalidInputError):
            await door.joining.open_code(kind, player_id, TRAINER)
    with pytest.raises(NotFoundError):
        await door.joining.open_code(DeviceKind.PLAYER, PlayerId("nobody"), TRAINER)
    for typed in ("12345", "1234567", "abcdef", "１２３４５６", ""):
        with pytest.raises(InvalidInputError):
            await redeem(door, typed)


async def test_that_a_device_is_renamed_seen_and_sent_away_once(door: Door) -> None:
    joined = await door.joining.let_in(ONE, "Phone", TRAINER)
    device_id = joined.device.id
    over: list[frozenset[str]] = []
    door.sign_ins.ended.connect(lambda ids: over.append(frozenset(ids)))
    assert (await door.devices.rename(device_id, "Kim", TRAINER)).name == "Kim"
    door.devices.note_seen(device_id)
    await door.devices.keep_seen()
    await door.devices.revoke(device_id, TRAINER)
    await door.devices.revoke(device_id, TRAINER)

    ((device, _),) = await door.devices.all()
    assert (device.name, device.last_seen_at is None, device.revoked_at is None) == (
        "Kim",
        False,
        False,
    )
    assert over == [frozenset({joined.credentials.sign_in_id})]
    assert door.sign_ins.is_over(joined.credentials.sign_in_id)
    with pytest.raises(NotSignedInError):
        await door.sign_ins.refresh(joined.credentials.refresh_token, None, anybody)
    (line,) = await door.audited("device.revoked")
    assert line["actor"] == TRAINER.subject
    assert line["detail"]["before"]["revokedAt"] is None
