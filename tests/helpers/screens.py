"""Many connections of a gym: screens that come in by code and follow any session."""

from __future__ import annotations

from tests.helpers.hub_clients import Api

_EACH = 25
"""Connections of one screen; it may have 32."""
_DEVICES = "/api/v1/devices"


async def screen_tokens(desk: Api, count: int) -> list[str]:
    """A token for each of so many connections."""
    made: list[str] = []
    while len(made) * _EACH < count:
        code = await desk.ok("POST", f"{_DEVICES}/join-codes", {"kind": "observer"})
        body = {"code": code["code"], "deviceName": f"Screen {len(made)}"}
        made.append((await desk.ok("POST", f"{_DEVICES}/join", body))["accessToken"])
    return (made * _EACH)[:count]
