"""Session event logs and what was made of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from core.domain.ids import EventId, SessionId
from core.domain.summary import PlayerTrace, SessionSummary
from core.live.events import Recorded, SessionEvent
from core.storage import tables
from core.storage.repositories.statements import Statements

_event_encoder = msgspec.json.Encoder()
_event_decoder = msgspec.json.Decoder(SessionEvent)
_result_encoder = msgspec.msgpack.Encoder()
_summary_decoder = msgspec.msgpack.Decoder(SessionSummary)
_traces_decoder = msgspec.msgpack.Decoder(tuple[PlayerTrace, ...])


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
            .where(events.session_id == session_id, events.seq > after_seq)
            .order_by(events.seq)
        )
        return [
            Recorded(seq=row["seq"], event=_event_decoder.decode(row["payload"]))
            for row in await self._db.rows(query)
        ]

    async def seq_of(self, event_id: EventId) -> int | None:
        """Where an event stands in its stream; None if it was never recorded."""
        events = tables.session_events.c
        row = await self._db.row(select(events.seq).where(events.event_id == event_id))
        return int(row["seq"]) if row is not None else None

    async def save_result(self, summary: SessionSummary, traces: Sequence[PlayerTrace]) -> None:
        """Insert or replace what was computed from a session's log."""
        row = {
            "session_id": summary.session_id,
            "metrics_version": summary.metrics_version,
            "summary": zlib.compress(_result_encoder.encode(summary)),
            "traces": zlib.compress(_result_encoder.encode(tuple(traces))),
        }
        await self._db.put(tables.session_results, row)

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
