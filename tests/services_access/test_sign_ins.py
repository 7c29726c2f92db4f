from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.ids import PlayerId, UserId
from core.domain.user import Principal, Role, User
from core.errors import NotAllowedError, NotSignedInError
from core.services.access.keyring import KeyRotation
from core.services.access.sign_ins import LASTS, SignIns
from tests.helpers.plans import TRAINER
from tests.services_access.conftest import Door

KIM = User(id=UserId("kim"), name="Kim", role=Role.TRAINER, login="kim")


def anybody(_principal: Principal) -> None:
    """Everybody may come from where he calls."""


@pytest.fixture
async def token(door: Door) -> str:
    async with door.database.write() as unit:
        await unit.club.save_user(KIM, "hash")
        await unit.commit()
    return (await door.sign_ins.start(KIM.id)).refresh_token


async def test_that_a_refresh_token_gives_the_next_one_with_todays_role(
    door: Door, token: str
) -> None:
    principal, credentials = await door.sign_ins.refresh(token, None, anybody)
    assert (principal.subject, principal.role) == ("kim", Role.TRAINER)
    async with door.database.write() as unit:
        demoted = User(id=KIM.id, name="Kim", role=Role.OBSERVER, login="kim")
        await unit.club.save_user(demoted, "hash")
        await unit.commit()
    principal, _ = await door.sign_ins.refresh(credentials.refresh_token, None, anybody)
    assert principal.role is Role.OBSERVER


@pytest.mark.parametrize("request_id", [None, "another request"])
async def test_that_reusing_a_refresh_token_ends_the_whole_family(
    door: Door, token: str, request_id: str | None
) -> None:
    over: list[frozenset[str]] = []
    door.sign_ins.ended.connect(lambda ids: over.append(frozenset(ids)))
    _, second = await door.sign_ins.refresh(token, "first request", anybody)
    _, third = await door.sign_ins.refresh(second.refresh_token, None, anybody)
    with pytest.raises(NotSignedInError):
        await door.sign_ins.refresh(token, request_id, anybody)
    for dead in (token, second.refresh_token, third.refresh_token):
        with pytest.raises(NotSignedInError):
            await door.sign_ins.refresh(dead, None, anybody)
    assert over == [frozenset({third.sign_in_id})]
    assert door.sign_ins.is_over(third.sign_in_id)
    (line,) = await door.audited("sign-in.reused")
    assert line["subject"] == "kim"

    reopened = SignIns(door.database, door.clock, str)
    await reopened.open()
    assert reopened.is_over(third.sign_in_id)


async def test_that_a_request_repeated_after_a_lost_answer_is_no_theft(
    door: Door, token: str
) -> None:
    _, lost = await door.sign_ins.refresh(token, "request", anybody)
    _, again = await door.sign_ins.refresh(token, "request", anybody)
    assert again.refresh_token != lost.refresh_token
    with pytest.raises(NotSignedInError):
        await door.sign_ins.refresh(lost.refresh_token, None, anybody)
    _, after = await door.sign_ins.refresh(again.refresh_token, "next", anybody)
    with pytest.raises(NotSignedInError):  # its answer has been made use of
        await door.sign_ins.refresh(token, "request", anybody)
    assert door.sign_ins.is_over(after.sign_in_id)


async def test_that_a_sign_in_ends_ninety_days_after_its_last_refresh(
    door: Door, token: str
) -> None:
    await door.clock.advance((LASTS - timedelta(days=1)).total_seconds())
    _, credentials = await door.sign_ins.refresh(token, None, anybody)
    await door.clock.advance(LASTS.total_seconds())
    with pytest.raises(NotSignedInError):
        await door.sign_ins.refresh(credentials.refresh_token, None, anybody)
    await door.sign_ins.prune()
    async with door.database.read() as unit:
        assert await unit.access.sign_in(credentials.sign_in_id) is None


async def test_that_a_refused_way_does_not_use_the_token_up(door: Door, token: str) -> None:
    def never(_principal: Principal) -> None:
        raise NotAllowedError("Not over an open network.")

    with pytest.raises(NotAllowedError):
        await door.sign_ins.refresh(token, None, never)
    await door.sign_ins.refresh(token, None, anybody)


async def test_that_deleting_a_player_takes_his_devices_and_sign_ins_along(door: Door) -> None:
    joined = await door.joining.let_in(PlayerId("player-001"), "Phone", TRAINER)
    over = await door.devices.sign_ins_of(PlayerId("player-001"))
    assert over == {joined.credentials.sign_in_id}
    async with door.database.write() as unit:
        await unit.club.delete_player(PlayerId("player-001"))
        await unit.commit()
    assert await door.devices.all() == ()
    with pytest.raises(NotSignedInError):
        await door.sign_ins.refresh(joined.credentials.refresh_token, None, anybody)


async def test_that_keys_change_daily_and_old_ones_stay_until_their_tokens_end(door: Door) -> None:
    made = iter(bytes([number]) * 32 for number in range(1, 9))
    rotation = KeyRotation(door.database, door.clock, lambda: next(made))
    await rotation.renew_if_due()
    first = rotation.keyring.newest
    await door.clock.advance(3600)
    await rotation.renew_if_due()
    assert rotation.keyring.keys == (first,)
    await door.clock.advance(23 * 3600)
    await rotation.renew_if_due()
    second = rotation.keyring.newest
    assert second.id != first.id
    assert rotation.keyring.find(first.id) == first
    third = await rotation.rotate("trainer-001")
    assert [key.id for key in rotation.keyring.keys] == [third.id, second.id, first.id]
    await door.clock.advance(24 * 3600)
    await rotation.renew_if_due()
    assert [key.id for key in rotation.keyring.keys][1:] == [third.id]
    assert rotation.keyring.find(first.id) is None

    reopened = KeyRotation(door.database, door.clock, lambda: b"never drawn")
    await reopened.renew_if_due()
    assert reopened.keyring.keys == rotation.keyring.keys
    assert len(await door.audited("signing-key.made")) == 4
