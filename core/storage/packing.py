"""Recorded readings as columns: what a recording part and its chunks hold.

Format 1. `recording_parts.events` and `recording_chunks.readings` are MessagePack, deflated
(zlib): a map from field name to column (`core.storage.columns`). That of the events has one row
for each event: `seq`, `readings` (how many it has) and the event's own fields (`at` as microseconds
since 1970), and `owners`, one row for each reading: whose it is, so that the chunks, which have
one row for each reading of their player, can be put together again in the order of recording.
A field that is not in the map has its default.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from core.domain.ids import EventId, PlayerId, SessionId
from core.domain.sensor import Reading
from core.errors import NewerDatabaseError
from core.live.events import ReadingsReceived, Recorded
from core.ports.storage import PackedReadings
from core.storage.columns import Column, packed, unpacked

FORMAT = 1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_EVENT_FIELDS = {
    field.name: field
    for field in msgspec.structs.fields(ReadingsReceived)
    if field.name not in ("session_id", "readings")
}
_READING_FIELDS = {
    field.name: field for field in msgspec.structs.fields(Reading) if field.name != "player_id"
}
_TABLE = msgspec.msgpack.Decoder(dict[str, Column])


def pack(session_id: SessionId, recorded: Sequence[Recorded]) -> PackedReadings:
    """A stretch of batches of readings, at least one, in the order of `seq`.

    Raises:
        ValueError: It would not come back as it is.
    """
    seqs: list[int] = []
    events: list[ReadingsReceived] = []
    for one in recorded:
        if isinstance(one.event, ReadingsReceived):
            seqs.append(one.seq)
            events.append(one.event)
    readings = [reading for event in events for reading in event.readings]
    of_player: dict[PlayerId, list[Reading]] = {}
    for reading in readings:
        of_player.setdefault(reading.player_id, []).append(reading)
    table = _columns(_EVENT_FIELDS, events)
    table["seq"] = packed(seqs)
    table["readings"] = packed([len(event.readings) for event in events])
    table["owners"] = packed([reading.player_id for reading in readings])
    event_ids = [event.event_id for event in events]
    result = PackedReadings(
        session_id=session_id,
        seqs=tuple(seqs),
        lowest_event_id=min(event_ids),
        highest_event_id=max(event_ids),
        format=FORMAT,
        events=_deflated(table),
        readings={
            player_id: _deflated(_columns(_READING_FIELDS, his))
            for player_id, his in of_player.items()
        },
    )
    if unpack(session_id, FORMAT, result.events, result.readings) != list(recorded):
        message = f"readings {seqs[0]} to {seqs[-1]} of {session_id} cannot be packed exactly"
        raise ValueError(message)
    return result


def unpack(
    session_id: SessionId, form: int, events: bytes, readings: Mapping[PlayerId, bytes]
) -> list[Recorded]:
    """The stretch again.

    Raises:
        NewerDatabaseError: A newer version of the program packed it.
    """
    if form != FORMAT:
        raise NewerDatabaseError("A newer version of the program has stored this recording.")
    table = _inflated(events)
    sources = {player_id: iter(_readings(player_id, data)) for player_id, data in readings.items()}
    owners = iter(unpacked(table.pop("owners")))
    seqs = unpacked(table.pop("seq"))
    counts = unpacked(table.pop("readings"))
    return [
        Recorded(
            seq=seq,
            event=ReadingsReceived(
                session_id=session_id,
                readings=tuple(next(sources[next(owners)]) for _ in range(count)),
                **fields,
            ),
        )
        for seq, count, fields in zip(seqs, counts, _rows(_EVENT_FIELDS, table), strict=True)
    ]


def seq_of(events: bytes, event_id: EventId) -> int | None:
    """The place of an event in a packed stretch; None if it is not in it."""
    table = _inflated(events)
    event_ids = unpacked(table["event_id"])
    return unpacked(table["seq"])[event_ids.index(event_id)] if event_id in event_ids else None


def _readings(player_id: PlayerId, data: bytes) -> list[Reading]:
    rows = _rows(_READING_FIELDS, _inflated(data))
    return [Reading(player_id=player_id, **fields) for fields in rows]


def _columns(
    fields: Mapping[str, msgspec.structs.FieldInfo], structs: Sequence[object]
) -> dict[str, Column]:
    table: dict[str, Column] = {}
    for name, field in fields.items():
        values = [getattr(one, name) for one in structs]
        if field.type is datetime:
            values = [(value - _EPOCH) // _MICROSECOND for value in values]
        if field.required or any(value != field.default for value in values):
            table[name] = packed(values)
    return table


def _rows(
    fields: Mapping[str, msgspec.structs.FieldInfo], table: Mapping[str, Column]
) -> list[dict[str, Any]]:
    names = list(table)
    columns = [_typed(fields[name], table[name]) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _typed(field: msgspec.structs.FieldInfo, column: Column) -> list[Any]:
    """A column's values, as its field has them: instants, members of an enumeration."""
    values = unpacked(column)
    if field.type is datetime:
        return [_EPOCH + value * _MICROSECOND for value in values]
    if column["kind"] in ("word", "same", "text"):
        known: dict[Any, Any] = {}
        return [
            known[value] if value in known else known.setdefault(value, _meant(field, value))
            for value in values
        ]
    return values


def _meant(field: msgspec.structs.FieldInfo, value: object) -> Any:  # noqa: ANN401 - any field's
    return msgspec.convert(value, field.type)


def _deflated(table: Mapping[str, Column]) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(table))


def _inflated(data: bytes) -> dict[str, Column]:
    return _TABLE.decode(zlib.decompress(data))
