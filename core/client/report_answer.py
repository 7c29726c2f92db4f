"""A bundle's report off the wire, in slices, so that nobody waits for it.

An hour of eighteen players is a quarter of a million numbers. The decoder is written in C and holds
Python's lock from its first byte to its last, so a thread would not help: the loop would wait for
the lock instead. The report is taken apart into its traces, and the loop goes on between them.
"""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

import msgspec

from core.domain.summary import BundleReport, PlayerTrace, SessionReport

T = TypeVar("T", bound=msgspec.Struct)

_trace = msgspec.json.Decoder(PlayerTrace)
_fields_of = msgspec.json.Decoder(dict[str, msgspec.Raw])
_list_of = msgspec.json.Decoder(tuple[msgspec.Raw, ...])
_EMPTY = msgspec.Raw(b"[]")


async def decoded_report(raw: bytes) -> BundleReport:
    """Decode a report; the loop goes on meanwhile.

    Raises:
        msgspec.ValidationError: It is none.
        msgspec.DecodeError: It is no JSON.
    """
    told = _fields_of.decode(raw)
    sessions: list[SessionReport] = []
    for session in _list_of.decode(told.get("sessions", _EMPTY)):
        await asyncio.sleep(0)
        sessions.append(await _session(session))
    return _struct(BundleReport, told, sessions=tuple(sessions))


async def _session(raw: msgspec.Raw) -> SessionReport:
    told = _fields_of.decode(raw)
    traces: list[PlayerTrace] = []
    for trace in _list_of.decode(told.get("traces", _EMPTY)):
        await asyncio.sleep(0)
        traces.append(_trace.decode(trace))
    return _struct(SessionReport, told, traces=tuple(traces))


def _struct(kind: type[T], told: dict[str, msgspec.Raw], **sliced: object) -> T:
    """One struct of its fields; those that were decoded in slices as they are."""
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name not in told:
            if field.required:
                message = f"Object missing required field `{field.encode_name}`"
                raise msgspec.ValidationError(message)
        elif field.name in sliced:
            values[field.name] = sliced[field.name]
        else:
            part = told[field.encode_name]
            values[field.name] = msgspec.json.decode(part, type=field.type)
    return kind(**values)
