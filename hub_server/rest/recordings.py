"""Recordings of sessions, streamed: an event in JSON on each line, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Final

import msgspec
from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from core.domain.ids import SessionId
from core.domain.user import Principal
from core.live.events import Recorded
from core.ports.storage import Database
from hub_server.realtime.visibility import seen_by
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.rest.own_part import require_took_part
from hub_server.security.permissions import Action, require

NDJSON: Final = "application/x-ndjson"


class RecordingController(Controller):
    """What happened in a session, for players, spreadsheets and scripts."""

    path = "/api/v1/recordings"
    tags = ["recordings"]  # noqa: RUF012 - the framework reads it from the class

    @get("/{session_id:str}", opt=needs(Action.READ_OWN), media_type=NDJSON)
    async def recording(
        self,
        hub: TheHub,
        principal: Caller,
        session_id: FromPath[SessionId],
        after: FromQuery[int] = 0,
    ) -> Stream:
        """Every event after number `after`, one a line; of a player his own part."""
        session = await hub.sessions.get(session_id)
        player_id = principal.player_id
        if player_id is None:
            require(principal, Action.READ_RESULTS)
        else:
            await require_took_part(hub.running, session, player_id)
        return Stream(_lines(hub.database, session_id, after, principal), media_type=NDJSON)


async def _lines(
    database: Database, session_id: SessionId, after: int, principal: Principal
) -> AsyncIterator[bytes]:
    """One transaction a piece, so that a slow reader keeps nothing open."""
    while True:
        async with (
            database.read() as work,
            aclosing(work.recordings.pages(session_id, after)) as pages,
        ):
            page: list[Recorded] = await anext(pages, [])
        if not page:
            return
        lines = await asyncio.to_thread(_encoded, page, principal)
        if lines:
            yield lines
        after = page[-1].seq


def _encoded(page: Sequence[Recorded], principal: Principal) -> bytes:
    seen = [seen_by(principal, one) for one in page]
    return b"".join(msgspec.json.encode(one) + b"\n" for one in seen if one is not None)
