"""Addresses of hubs as people type them."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.errors import InvalidInputError

USUAL_PORT = 3002
"""Where a hub without a proxy in front listens."""


def hub_address(text: str, usual_scheme: str) -> str:
    """`scheme://host:port` from what was typed.

    Args:
        text: Such as `192.168.1.20`, `hub.local:3002` or `https://hub.club.example/`.
        usual_scheme: `http` or `https`, where none was typed.

    Raises:
        InvalidInputError: It is no address.
    """
    typed = text.strip()
    whole = typed if "://" in typed else f"{usual_scheme}://{typed}"
    try:
        parts = urlsplit(whole)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in typed:
        example = f"{usual_scheme}://192.168.1.20:{USUAL_PORT}"
        raise InvalidInputError(
            f"{typed or 'Nothing'} is no address of a hub.",
            suggested_action=f"It looks like {example}, as the hub's own computer shows it.",
            field="hub",
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is None and parts.scheme == "http":
        port = USUAL_PORT
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
