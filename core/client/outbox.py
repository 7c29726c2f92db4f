"""The outbox as a small SQLite file of its own, so that a crash of the window loses no reading."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from core.domain.ids import EventId
from core.domain.sensor import ReadingBatch


class SqliteOutbox:
    """Fulfils `core.ports.outbox.ReadingOutbox`.

    Write-ahead log with `synchronous=NORMAL`: what was put survives the death of the process;
    a power cut may take the last moments, none of which was acknowledged to anybody.

    Args:
        path: The file; made if absent.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS batch"
            " (number INTEGER PRIMARY KEY, event_id TEXT UNIQUE NOT NULL, body BLOB NOT NULL)"
        )
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(ReadingBatch)

    def put(self, batch: ReadingBatch) -> None:
        """Keep a batch until it is removed."""
        self._connection.execute(
            "INSERT OR IGNORE INTO batch (event_id, body) VALUES (?, ?)",
            (batch.event_id, self._encoder.encode(batch)),
        )

    def remove(self, event_id: EventId) -> None:
        """The hub has it."""
        self._connection.execute("DELETE FROM batch WHERE event_id = ?", (event_id,))

    def waiting(self) -> tuple[ReadingBatch, ...]:
        """All that is kept, oldest first."""
        rows = self._connection.execute("SELECT body FROM batch ORDER BY number")
        return tuple(self._decoder.decode(body) for (body,) in rows)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
