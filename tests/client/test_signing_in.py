"""A client stays signed in by itself: against a real hub whose clock the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.client.hub_client import HubClient
from core.client.rest import RestClient
from core.client.signing_in import refreshing, sign_in_with_password
from core.domain.device import DeviceKind
from core.domain.ids import PlayerId
from core.errors import NotSignedInError, UnavailableError
from core.ports.hub_link import LinkStatus
from core.protocol.devices import JOIN, DeviceJoin, JoinedDevice
from core.protocol.rest import AccessToken
from core.tasks import TaskScope
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.waiting import until

PASSWORD = "a long enough password"
TRAINER = {"id": "u", "name": "U", "role": "trainer", "login": "u", "password": PASSWORD}


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[ClockedHub]:
    async with clocked_hub(tmp_path) as hub:
        await hub.desk.ok("POST", "/api/v1/auth/users", TRAINER)
        yield hub


class Counted:
    """A way to sign in, and how often it was gone."""

    def __init__(self) -> None:
        self.count = 0
        self._by_password = sign_in_with_password("u", PASSWORD)

    async def __call__(self, rest: RestClient) -> AccessToken:
        self.count += 1
        return await self._by_password(rest)


@pytest.fixture
async def client(gym: ClockedHub) -> AsyncIterator[tuple[HubClient, Counted]]:
    tasks, first = TaskScope(), Counted()
    hub = HubClient(gym.url, refreshing(first), tasks)
    yield hub, first
    await hub.close()
    await tasks.close()


async def test_that_a_client_refreshes_after_a_401_and_signs_in_anew_only_if_that_fails(
    gym: ClockedHub, client: tuple[HubClient, Counted]
) -> None:
    hub, first = client
    for _ in range(3):
        assert len(await hub.players()) == 18
        await gym.clock.advance(7200)
    assert first.count == 1
    await gym.desk.ok("POST", "/api/v1/auth/users", TRAINER)  # ends the sign-in
    assert len(await hub.players()) == 18
    assert first.count == 2


async def test_that_an_expired_connection_comes_back_by_itself(
    gym: ClockedHub, client: tuple[HubClient, Counted]
) -> None:
    hub, first = client
    await hub.open()
    (before,) = gym.hub.peers
    statuses: list[LinkStatus] = []
    hub.status_changed.connect(lambda status, _reason: statuses.append(status))
    await gym.clock.advance(1000)
    await until(lambda: LinkStatus.AWAY in statuses, "the hub has ended the connection")
    await until(lambda: hub.status is LinkStatus.ONLINE, "it is back")
    (after,) = gym.hub.peers
    assert after.sid != before.sid
    assert after.sign_in_id == before.sign_in_id
    assert first.count == 1


async def test_that_a_connection_shows_its_fresh_token_and_goes_on(
    gym: ClockedHub, client: tuple[HubClient, Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.client.connection._LOOK_AT_TOKEN_S", 0.01)
    hub, first = client
    await hub.open()
    (peer,) = gym.hub.peers
    ends_at = peer.expires_at
    await gym.clock.advance(800)
    hub._rest.forget_token()  # as a minute before its end
    await until(lambda: peer.expires_at == ends_at + 800, "the hub knows the fresh token")
    await gym.clock.advance(500)
    assert (hub.status, first.count) == (LinkStatus.ONLINE, 1)
    assert [one.sid for one in gym.hub.peers] == [peer.sid]


async def test_that_a_trainer_lets_devices_in_and_sends_them_away(
    gym: ClockedHub, client: tuple[HubClient, Counted]
) -> None:
    hub, _ = client
    code = await hub.devices.open_code(DeviceKind.PLAYER, PlayerId("player-001"))
    assert [one.id for one in await hub.devices.open_codes()] == [code.id]
    spare = await hub.devices.open_code(DeviceKind.GATEWAY)
    await hub.devices.withdraw(spare.id)

    async def by_code(rest: RestClient) -> AccessToken:
        body = DeviceJoin(code=code.code, device_name="Phone")
        return await rest.post_unsigned(JOIN, body, JoinedDevice)

    phone = RestClient(gym.url, refreshing(by_code))
    await phone.token()
    (device,) = await hub.devices.all()
    assert (device.name, device.player_name is None) == ("Phone", False)
    assert (await hub.devices.rename(device.id, "Kim")).name == "Kim"
    await hub.devices.revoke(device.id)
    phone.forget_token()
    with pytest.raises(NotSignedInError):
        await phone.token()
    await phone.close()


async def test_that_who_asks_a_closed_client_is_told_that_nobody_answers(gym: ClockedHub) -> None:
    rest = RestClient(gym.url, sign_in_with_password("u", PASSWORD))
    await rest.get_raw("/api/v1/auth/me")
    await rest.close()
    with pytest.raises(UnavailableError):
        await rest.get_raw("/api/v1/auth/me")
