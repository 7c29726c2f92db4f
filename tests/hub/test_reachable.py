from __future__ import annotations

import ipaddress

import pytest

from hub_server.reachable import join_address


@pytest.mark.parametrize(
    ("host", "names", "shown"),
    [
        ("127.0.0.1", (), "http://127.0.0.1:3002"),
        ("192.168.1.5", (), "http://192.168.1.5:3002"),
        ("::1", (), "http://[::1]:3002"),
        ("::", ("gym.local", "hub"), "http://gym.local:3002"),
        ("localhost", (), "http://localhost:3002"),
    ],
)
def test_that_others_are_told_what_is_listened_on_or_the_hubs_name(
    host: str, names: tuple[str, ...], shown: str
) -> None:
    assert join_address("http", host, 3002, names) == shown


def test_that_a_hub_that_listens_everywhere_tells_one_address_of_this_machine() -> None:
    for everywhere in ("0.0.0.0", "::"):  # noqa: S104
        scheme, _, rest = join_address("https", everywhere, 443).partition("://")
        assert scheme == "https"
        assert not ipaddress.ip_address(rest.removesuffix(":443")).is_unspecified
