"""Session event logs, read from both of their forms: row by row, and packed into columns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence

import msgspec
from sqlalchemy import RowMapping, select

from core.domain.ids import EventId, PlayerId, SessionId
from core.live.events import Recorded, SessionEvent
from core.storage import tables
from core.storage.repositories.statements import Statements

_event_encoder = msgspec.json.Encoder()
_event_decoder = msgspec.json.Decoder(SessionEvent)

_PAGE = 250
"""Events read at once, so that a long log holds nobody up for more than a few milliseconds."""


class EventLog:
    """What was recorded in sessions, each event with its place."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def append(self, recorded: Sequence[Recorded]) -> None:
        """Add events to their logs, all in one statement."""
        await self._db.add(
            tables.session_events,
            [
                {
                    "session_id": entry.event.session_id,
                    "seq": entry.seq,
                    "event_id": entry.event.event_id,
                    "at": entry.event.at,
                    "payload": _event_encoder.encode(entry.event),
                }
                for entry in recorded
            ],
        )

    async def read(self, session_id: SessionId, after_seq: int = 0) -> list[Recorded]:
        """Events of a session in the order of `seq`."""
        return [one async for page in self.pages(session_id, after_seq) for one in page]

    async def pages(
        self, session_id: SessionId, after_seq: int = 0
    ) -> AsyncGenerator[list[Recorded], None]:
        """The same in pieces, so that a long recording need not be in memory as a whole."""
        part: list[Recorded] = []
        while True:
            # Rows first: what is packed at this very moment is then seen twice, and not missed.
            rows = await self._rows(session_id, after_seq)
            if not part or part[-1].seq <= after_seq:
                part = await self._next_part(session_id, after_seq)
            loose = await asyncio.to_thread(_decoded, rows)
            ends = [loose[-1].seq] if len(rows) == _PAGE else []
            ends += [part[-1].seq] if part else []
            if not ends:
                yield loose
                return
            yield _merged(loose, part, after_seq, min(ends))
            after_seq = min(ends)

    async def place_of(self, event_id: EventId) -> tuple[SessionId, int] | None:
        """The session and the `seq` of an event; None if it was never recorded."""
        events, parts = tables.session_events.c, tables.recording_parts.c
        query = select(events.session_id, events.seq).where(events.event_id == event_id)
        row = await self._db.row(query)
        if row is not None:
            return SessionId(row["session_id"]), int(row["seq"])
        key = event_id.encode()
        candidates = select(parts.session_id, parts.events).where(
            parts.lowest_event_id <= key, parts.highest_event_id >= key
        )
        for row in await self._db.rows(candidates):
            seq = await asyncio.to_thread(_seq_in, row["events"], event_id)
            if seq is not None:
                return SessionId(row["session_id"]), seq
        return None

    async def _rows(self, session_id: SessionId, after_seq: int) -> Sequence[RowMapping]:
        events = tables.session_events.c
        query = (
            select(events.seq, events.payload)
            .where(events.session_id == session_id, events.seq > after_seq)
            .order_by(events.seq)
            .limit(_PAGE)
        )
        return await self._db.rows(query)

    async def _next_part(self, session_id: SessionId, after_seq: int) -> list[Recorded]:
        parts, chunks = tables.recording_parts.c, tables.recording_chunks.c
        query = (
            select(parts.first_seq, parts.format, parts.events)
            .where(parts.session_id == session_id, parts.last_seq > after_seq)
            .order_by(parts.first_seq)
            .limit(1)
        )
        part = await self._db.row(query)
        if part is None:
            return []
        rows = await self._db.rows(
            select(chunks.player_id, chunks.readings).where(
                chunks.session_id == session_id, chunks.first_seq == part["first_seq"]
            )
        )
        readings = {PlayerId(row["player_id"]): bytes(row["readings"]) for row in rows}
        return await asyncio.to_thread(
            _unpacked, session_id, part["format"], bytes(part["events"]), readings
        )


def _decoded(rows: Sequence[RowMapping]) -> list[Recorded]:
    return [Recorded(seq=row["seq"], event=_event_decoder.decode(row["payload"])) for row in rows]


def _merged(
    loose: list[Recorded], part: list[Recorded], after_seq: int, until_seq: int
) -> list[Recorded]:
    """Both forms in the order of `seq`, each event once."""
    both = {one.seq: one for one in (*part, *loose) if after_seq < one.seq <= until_seq}
    return [both[seq] for seq in sorted(both)]


def _unpacked(
    session_id: SessionId, form: int, events: bytes, readings: Mapping[PlayerId, bytes]
) -> list[Recorded]:
    # Imported here because numpy takes longer to load than the whole hub takes to start.
    from core.storage.packing import unpack  # noqa: PLC0415

    return unpack(session_id, form, events, readings)


def _seq_in(events: bytes, event_id: EventId) -> int | None:
    from core.storage.packing import seq_of  # noqa: PLC0415 - as above

    return seq_of(events, event_id)
