"""The address under which phones in the same network reach this hub."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

_ELSEWHERE: Final = ("192.0.2.1", 9)
"""Reserved for documentation: asking the way there sends nothing."""


def join_address(scheme: str, host: str, port: int, names: Sequence[str] = ()) -> str:
    """`scheme://host:port` for other machines, as far as this one knows.

    Args:
        scheme: `http` or `https`.
        host: The address listened on; if that is all of them, the one towards the network.
        port: The port listened on.
        names: The hub's own names; the first one wins over addresses.
    """
    shown = names[0] if names else _address(host)
    return f"{scheme}://[{shown}]:{port}" if ":" in shown else f"{scheme}://{shown}:{port}"


def is_beyond_this_computer(address: str) -> bool:
    """Whether such a join address can be reached from other machines.

    Args:
        address: `scheme://host:port`.
    """
    host = urlsplit(address).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _address(host: str) -> str:
    try:
        if not ipaddress.ip_address(host).is_unspecified:
            return host
    except ValueError:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_ELSEWHERE)
        except OSError:  # No network at all.
            return "127.0.0.1"
        address: str = way.getsockname()[0]
    return address
