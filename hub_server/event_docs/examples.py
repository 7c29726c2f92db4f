"""An example of each payload, as a client would send it: plausible, and valid by construction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import inspect as shapes

from hub_server.event_docs.fields import Field, fields_of, is_time, plain

_TIME: Final = "2026-03-31T09:30:00Z"
_BY_NAME: Final[dict[str, Any]] = {
    "eventId": "0195eb2c-6f7a-7cc0-8d5e-2f1f6a0c1b11",
    "sessionId": "0195eb2a-11d0-7d3a-9c55-6b6a54f0a901",
    "fromSessionId": "0195eb2a-11d0-7d3a-9c55-6b6a54f0a901",
    "from": "0195eb2a-11d0-7d3a-9c55-6b6a54f0a901",
    "toSessionId": "0195eb2a-11d0-7d3a-9c55-6b6a54f0a902",
    "to": "0195eb2a-11d0-7d3a-9c55-6b6a54f0a902",
    "bundleId": "0195eb29-f1b3-7e7c-a7a5-31d9c1a84f10",
    "playerId": "player-001",
    "fromPlayerId": "player-001",
    "toPlayerId": "player-002",
    "sensorId": "D4:22:CD:00:17:5A",
    "role": "trainer",
    "lastSeq": 41,
    "text": "Two minutes more, then water.",
    "exerciseId": "back-squat",
    "exerciseName": "Back squat",
    "setNumber": 2,
    "nextSetNumber": 3,
    "totalSets": 4,
    "reps": 5,
    "weight": 100.0,
    "previousWeight": 97.5,
    "rpe": 8.0,
    "formRating": 4,
    "targetReps": 5,
    "estimatedRest": 150.0,
    "restS": 150.0,
    "issues": ["knees fall in"],
    "suggestion": "Push the knees out on the way up.",
    "heartRate": 152,
    "power": 245.0,
    "cadence": 27.0,
    "pace": 112.5,
    "elapsedS": 63.0,
    "intervalIndex": 1,
    "toInterval": 2,
    "fromInterval": 1,
    "toBlock": 1,
    "fromBlock": 0,
    "blockIndex": 1,
    "blockName": "Row",
    "setsDone": 6,
    "repsDone": 30,
    "volumeKg": 2950.0,
    "drillId": "5-10-5",
    "drillName": "5-10-5 shuttle",
    "repetition": 2,
    "timeS": 4.87,
    "targetTimeS": 4.8,
    "bestTimeS": 4.79,
    "errors": 1,
    "error": "missed_line",
    "step": 2,
    "totalSteps": 4,
    "label": "Touch the far line",
    "nextLabel": "Sprint through the start",
    "split": 1,
    "bodyPart": "knee",
    "status": "active",
    "note": "Left knee, after a turn.",
    "since": 1774949300.0,
    "at": 1774949400.0,
    "heartRateBpm": 152.0,
    "deviceId": "0195eb2b-aa10-7b52-9d6c-8a2e3c4d5e6f",
    "fromS": 0.0,
    "speed": 10.0,
    "isOn": True,
}
_OPTIONAL_TOO: Final = frozenset(
    {"eventId", "timestamp", "heartRate", "power", "rpe", "formRating", "reps", "weight"}
    | {"reason", "suggestion", "issues", "playerId", "completed", "lastSeq", "heartRateBpm"}
    | {"label", "nextLabel", "exerciseName", "drillName", "errors", "setNumber", "bodyPart"}
    | {"mode", "toPlayerId", "cadence"}
)
"""Fields that an example shows although they may be left out."""


def example_of(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """A payload of this struct, as JSON."""
    return {
        field.name: _value(field)
        for field in fields_of(struct)
        if field.is_required or field.name in _OPTIONAL_TOO
    }


def _value(field: Field) -> Any:  # noqa: ANN401
    named = _BY_NAME.get(field.name)
    if named is not None and _fits(named, field.shape):
        return named
    return _TIME if is_time(field.shape) else _of_shape(field.shape)


def _fits(value: object, shape: shapes.Type) -> bool:
    """Whether a value of that name is one of this shape too."""
    shape = plain(shape)
    if isinstance(shape, shapes.EnumType):
        return value in [one.value for one in shape.cls]
    if isinstance(shape, shapes.VarTupleType):
        return isinstance(value, list) and all(_fits(one, shape.item_type) for one in value)
    return type(value) in _TYPES.get(type(shape), ())


_TYPES: Final[dict[type[shapes.Type], tuple[type, ...]]] = {
    shapes.StrType: (str,),
    shapes.IntType: (int,),
    shapes.FloatType: (int, float),
    shapes.BoolType: (bool,),
}


def _of_shape(shape: shapes.Type) -> Any:  # noqa: ANN401
    shape = plain(shape)
    make = _MAKE.get(type(shape))
    return {} if make is None else make(shape)


_MAKE: Final[dict[type[shapes.Type], Callable[[Any], Any]]] = {
    shapes.StructType: lambda shape: example_of(shape.cls),
    shapes.VarTupleType: lambda shape: [_of_shape(shape.item_type)],
    shapes.EnumType: lambda shape: next(iter(shape.cls)).value,
    shapes.StrType: lambda _: "…",
    shapes.IntType: lambda shape: shape.ge or 1,
    shapes.FloatType: lambda shape: float(shape.ge or 1.0),
    shapes.BoolType: lambda _: True,
}
