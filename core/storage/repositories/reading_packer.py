"""Moves the readings of ended sessions from rows into columns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
from sqlalchemy import ColumnElement, RowMapping, delete, func, select

from core.domain.ids import SessionId
from core.domain.session import SessionStatus
from core.live.events import ReadingsReceived, Recorded
from core.ports.storage import PackedReadings
from core.storage import tables
from core.storage.repositories.statements import Statements

_KIND = b'{"kind":"' + str(ReadingsReceived.__struct_config__.tag).encode() + b'"'
"""How the payload of a batch of readings begins."""
_OVER = (SessionStatus.COMPLETED, SessionStatus.FORCE_ENDED)
_MOST_EVENTS, _MOST_READINGS = 2000, 20_000
"""In one stretch: some 50 ms of work, and 10 MB when it is read again."""

_decoder = msgspec.json.Decoder(ReadingsReceived)


class ReadingPacker:
    """The two forms of recorded readings, and the way from one to the other."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def sessions_to_pack(self, at_least: int) -> tuple[SessionId, ...]:
        """Ended sessions with so many batches of readings that are not packed."""
        events, sessions = tables.session_events.c, tables.workout_sessions.c
        query = (
            select(events.session_id)
            .join(tables.workout_sessions, sessions.id == events.session_id)
            .where(sessions.status.in_(_OVER), _are_readings())
            .group_by(events.session_id)
            .having(func.count() >= at_least)
        )
        return tuple(SessionId(row["session_id"]) for row in await self._db.rows(query))

    async def packed_readings(self, session_id: SessionId, at_least: int) -> PackedReadings | None:
        """The next stretch of readings that still stand row by row, packed but not stored.

        Args:
            session_id: An ended session.
            at_least: So many batches; fewer are left as they are (None).

        Raises:
            ValueError: They would not come back exactly as they are.
        """
        events = tables.session_events.c
        query = (
            select(events.seq, events.payload)
            .where(events.session_id == session_id, _are_readings())
            .order_by(events.seq)
            .limit(_MOST_EVENTS)
        )
        rows = await self._db.rows(query)
        if len(rows) < max(at_least, 1):
            return None
        return await asyncio.to_thread(_packed, session_id, rows)

    async def store_packed(self, packed: PackedReadings) -> bool:
        """Put a stretch in the place of its rows; False (and nothing to commit) if they changed."""
        events = tables.session_events.c
        first_seq, last_seq = packed.seqs[0], packed.seqs[-1]
        moved = delete(tables.session_events).where(
            events.session_id == packed.session_id,
            events.seq.between(first_seq, last_seq),
            _are_readings(),
        )
        if await self._db.run(moved) != len(packed.seqs):
            return False
        key = {"session_id": packed.session_id, "first_seq": first_seq}
        part = {
            "last_seq": last_seq,
            "format": packed.format,
            "lowest_event_id": packed.lowest_event_id.encode(),
            "highest_event_id": packed.highest_event_id.encode(),
            "events": packed.events,
        }
        await self._db.add(tables.recording_parts, [{**key, **part}])
        chunks = [
            {**key, "player_id": player_id, "readings": data}
            for player_id, data in packed.readings.items()
        ]
        await self._db.add(tables.recording_chunks, chunks)
        return True


def _are_readings() -> ColumnElement[bool]:
    return func.substr(tables.session_events.c.payload, 1, len(_KIND)) == _KIND


def _packed(session_id: SessionId, rows: Sequence[RowMapping]) -> PackedReadings:
    # Imported here because numpy takes longer to load than the whole hub takes to start.
    from core.storage.packing import pack  # noqa: PLC0415

    stretch: list[Recorded] = []
    count = 0
    for row in rows:
        event = _decoder.decode(row["payload"])
        count += len(event.readings)
        if stretch and count > _MOST_READINGS:
            break
        stretch.append(Recorded(seq=row["seq"], event=event))
    return pack(session_id, stretch)
