"""The desk at a club's server: comparing its certificate, signing in, coming back."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.account_file import AccountFile
from app.server_composition import ServerDoor, reach_server, server_address
from app.settings import Settings
from core.errors import (
    InvalidInputError,
    NotAllowedError,
    NotSignedInError,
    UnavailableError,
    UntrustedHubError,
)
from core.ports.hub_link import LinkStatus
from core.tasks import TaskScope
from tests.helpers.stand_alone import PASSWORD, StandAlone, stand_alone_hub
from tests.helpers.waiting import until

pytestmark = pytest.mark.timeout(90)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandAlone]:
    with stand_alone_hub(tmp_path_factory.mktemp("server")) as hub:
        yield hub


@pytest.fixture
def desk(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    return settings


async def test_that_a_trainer_compares_the_certificate_once_and_is_known_from_then_on(
    desk: Settings, server: StandAlone
) -> None:
    door = ServerDoor(AccountFile(desk.server_account))
    sight = await door.look(server.url.removeprefix("https://"))
    assert sight.address == server.url
    assert sight.fingerprint == server.process.fingerprint
    assert not sight.is_compared
    if sight.needs_setup:
        with pytest.raises(NotSignedInError):
            await door.set_up(sight, "AAAA", "Ann", "ann", PASSWORD)
        assert not desk.server_account.exists()
        plan = await door.set_up(sight, server.setup_code, "Ann", "ann", PASSWORD)
    else:
        plan = await door.sign_in(sight, "ann", PASSWORD)
    assert (plan.server, plan.login) == (server.url, "ann")
    assert stat.S_IMODE(desk.server_account.stat().st_mode) == 0o600
    assert PASSWORD not in desk.server_account.read_text()
    again = await ServerDoor(AccountFile(desk.server_account)).look(server.url)
    assert again.is_compared
    assert not again.needs_setup

    for _ in range(2):  # each start uses one refresh token up, and has the next
        tasks = TaskScope()
        hub = await reach_server(desk, server.url, tasks)
        await hub.client.open()
        assert hub.client.status is LinkStatus.ONLINE
        assert len(await hub.client.players()) == 18
        await hub.client.close()
        await tasks.close()


async def test_that_who_may_not_train_is_told_so_and_nothing_is_kept(
    desk: Settings, server: StandAlone
) -> None:
    door = ServerDoor(AccountFile(desk.server_account))
    sight = await door.look(server.url)
    async with server.api() as api:
        token = await api.ok("POST", "/api/v1/auth/token", {"login": "ann", "password": PASSWORD})
        api.token = token["accessToken"]
        await server.add_user(api, "olga", "observer")
    with pytest.raises(NotAllowedError, match="cannot run a training"):
        await door.sign_in(sight, "olga", PASSWORD)
    with pytest.raises(NotSignedInError):
        await door.sign_in(sight, "ann", "not the password")
    assert not desk.server_account.exists()
    tasks = TaskScope()
    with pytest.raises(NotSignedInError, match="Nobody has signed in"):
        await reach_server(desk, server.url, tasks)
    await tasks.close()


async def test_that_a_sign_in_that_was_taken_back_is_told_while_it_lasts_and_at_the_next_start(
    desk: Settings, server: StandAlone
) -> None:
    tasks, told = TaskScope(), list[str]()
    async with server.api() as api:
        token = await api.ok("POST", "/api/v1/auth/token", {"login": "ann", "password": PASSWORD})
        api.token = token["accessToken"]
        tom = await server.add_user(api, "tom", "trainer")
        door = ServerDoor(AccountFile(desk.server_account))
        await door.sign_in(await door.look(server.url), "tom", PASSWORD)
        hub = await reach_server(desk, server.url, tasks)
        hub.lost.connect(told.append)
        await hub.client.open()
        await api.ok("PATCH", f"/api/v1/auth/users/{tom['id']}", {"isDisabled": True})
        await until(lambda: told, "it is told")
    assert "Sign in anew" in told[0]
    await hub.client.close()
    with pytest.raises(NotSignedInError):
        await reach_server(desk, server.url, tasks)
    await tasks.close()


async def test_that_another_certificate_at_the_same_place_gets_no_token_and_is_pointed_out(
    desk: Settings, tmp_path: Path
) -> None:
    tasks = TaskScope()
    with stand_alone_hub(tmp_path / "server") as hub:
        door = ServerDoor(AccountFile(desk.server_account))
        await door.set_up(await door.look(hub.url), hub.setup_code, "Ann", "ann", PASSWORD)
        port = hub.process.port
        assert hub.process.stop() == 0
    with pytest.raises(UnavailableError):
        await reach_server(desk, hub.url, tasks)
    with pytest.raises(UnavailableError, match="No hub answers"):
        await door.look(hub.url)
    shutil.rmtree(tmp_path / "server" / "tls")
    kept = desk.server_account.read_text()
    with stand_alone_hub(tmp_path / "server", port=port) as other:
        assert other.url == hub.url
        with pytest.raises(UntrustedHubError, match="another certificate"):
            await reach_server(desk, hub.url, tasks)
        assert desk.server_account.read_text() == kept
        sight = await ServerDoor(AccountFile(desk.server_account)).look(hub.url)
        assert sight.is_certificate_other_than_before
        assert not sight.is_compared
    await tasks.close()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("hub.club.example", "https://hub.club.example"),
        ("https://hub.club.example/", "https://hub.club.example"),
        ("192.168.1.20:3002", "https://192.168.1.20:3002"),
        ("http://127.0.0.1:3002", "http://127.0.0.1:3002"),
        ("[fe80::1]:3002", "https://[fe80::1]:3002"),
    ],
)
def test_that_an_address_is_understood_as_people_type_it(typed: str, address: str) -> None:
    assert server_address(typed) == address


@pytest.mark.parametrize("typed", ["", "ftp://x", "http://192.168.1.20", "a b", "https://x:port"])
def test_that_no_address_or_an_open_one_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        server_address(typed)
    assert "https://" in refusal.value.suggested_action
