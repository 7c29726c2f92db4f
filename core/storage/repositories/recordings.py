"""Session event logs and what was made of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import func, select

from core.domain.ids import SessionId
from core.domain.summary import PlayerTrace, SessionSummary
from core.live.state import Roster
from core.storage import tables
from core.storage.repositories.event_log import EventLog
from core.storage.repositories.reading_packer import ReadingPacker

_roster_encoder = msgspec.json.Encoder()
_roster_decoder = msgspec.json.Decoder(Roster)
_result_encoder = msgspec.msgpack.Encoder()
_summary_decoder = msgspec.msgpack.Decoder(SessionSummary)
_traces_decoder = msgspec.msgpack.Decoder(tuple[PlayerTrace, ...])


class SqlRecordingRepository(EventLog, ReadingPacker):
    """Fulfils `RecordingRepository`."""

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
        events, parts = tables.session_events.c, tables.recording_parts.c
        results = tables.session_results.c
        last = select(func.coalesce(func.max(events.seq), 0)).where(events.session_id == session_id)
        packed = select(func.coalesce(func.max(parts.last_seq), 0)).where(
            parts.session_id == session_id
        )
        query = select(results.session_id).where(
            results.session_id == session_id,
            results.last_seq >= last.scalar_subquery(),
            results.last_seq >= packed.scalar_subquery(),
        )
        return await self._db.row(query) is not None

    async def summaries_between(
        self, since: datetime, until: datetime
    ) -> tuple[tuple[datetime, SessionSummary], ...]:
        """What was computed of the sessions that were to begin in a span, with their starts."""
        results, sessions = tables.session_results, tables.workout_sessions.c
        query = (
            select(sessions.starts_at, results.c.summary)
            .join_from(results, tables.workout_sessions, results.c.session_id == sessions.id)
            .where(sessions.starts_at >= since, sessions.starts_at < until)
            .order_by(sessions.starts_at, sessions.id)
        )
        return tuple(
            (row["starts_at"], _summary_decoder.decode(zlib.decompress(row["summary"])))
            for row in await self._db.rows(query)
        )

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
