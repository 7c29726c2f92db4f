"""Session event logs and what was made of them."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import RowMapping, func, select

from core.domain.ids import EventId, SessionId
from core.domain.summary import PlayerTrace, SessionSummary
from core.live.events import Recorded, SessionEvent
from core.live.state import Roster
from core.storage import tables
from core.storage.repositories.statements import Statements

_event_encoder = msgspec.json.Encoder()
_event_decoder = msgspec.json.Decoder(SessionEvent)
_roster_encoder = msgspec.json.Encoder()
_roster_decoder = msgspec.json.Decoder(Roster)
_result_encoder = msgspec.msgpack.Encoder()
_summary_decoder = msgspec.msgpack.Decoder(SessionSummary)
_traces_decoder = msgspec.msgpack.Decoder(tuple[PlayerTrace, ...])

_PAGE = 250
"""Events read at once, so that a long log holds nobody up for more than a few milliseconds."""


class SqlRecordingRepository:
    """Fulfils `RecordingRepository`."""

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
        events = tables.session_events.c
        query = (
            select(events.seq, events.payload)
            .where(events.session_id == session_id)
            .order_by(events.seq)
            .limit(_PAGE)
        )
        log: list[Recorded] = []
        while True:
            last_seq = log[-1].seq if log else after_seq
            rows = await self._db.rows(query.where(events.seq > last_seq))
            log += await asyncio.to_thread(_decoded, rows)
            if len(rows) < _PAGE:
                return log

    async def place_of(self, event_id: EventId) -> tuple[SessionId, int] | None:
        """The session and the `seq` of an event; None if it was never recorded."""
        events = tables.session_events.c
        query = select(events.session_id, events.seq).where(events.event_id == event_id)
        row = await self._db.row(query)
        return (SessionId(row["session_id"]), int(row["seq"])) if row is not None else None

    async def keep_roster(self, roster: Roster) -> None:
        """Keep who and what a session has started with; insert or replace."""
        row = {"session_id": roster.session.id, "payload": _roster_encoder.encode(roster)}
        await self._db.put(tables.session_rosters, row)

    async def roster(self, session_id: SessionId) -> Roster | None:
        """Who and what a session has started with; None if it has not."""
        table = tables.session_rosters
        query = select(table.c.payload).where(table.c.session_id == session_id)
        row = await self._db.row(query)
        return None if row is None else _roster_decoder.decode(row["payload"])

    async def save_result(
        self, summary: SessionSummary, traces: Sequence[PlayerTrace], *, last_seq: int
    ) -> None:
        """Insert or replace what was computed from a session's log up to `last_seq`."""
        row = {
            "session_id": summary.session_id,
            "metrics_version": summary.metrics_version,
            "last_seq": last_seq,
            "summary": zlib.compress(_result_encoder.encode(summary)),
            "traces": zlib.compress(_result_encoder.encode(tuple(traces))),
        }
        await self._db.put(tables.session_results, row)

    async def has_whole_result(self, session_id: SessionId) -> bool:
        """Whether there is a result with everything in it that the log has."""
        events, results = tables.session_events.c, tables.session_results.c
        last_seq = select(func.coalesce(func.max(events.seq), 0)).where(
            events.session_id == session_id
        )
        query = select(results.session_id).where(
            results.session_id == session_id, results.last_seq >= last_seq.scalar_subquery()
        )
        return await self._db.row(query) is not None

    async def result(
        self, session_id: SessionId
    ) -> tuple[SessionSummary, tuple[PlayerTrace, ...]] | None:
        """What was computed from a session's log, if it is over."""
        table = tables.session_results
        row = await self._db.row(select(table).where(table.c.session_id == session_id))
        if row is None:
            return None
        return (
            _summary_decoder.decode(zlib.decompress(row["summary"])),
            _traces_decoder.decode(zlib.decompress(row["traces"])),
        )


def _decoded(rows: Sequence[RowMapping]) -> list[Recorded]:
    return [Recorded(seq=row["seq"], event=_event_decoder.decode(row["payload"])) for row in rows]
