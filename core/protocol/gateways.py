"""Gateways and the club's pairings on the wire."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.domain.sensor import Pairing, Sensor, SensorReading
from core.domain.value import Value
from core.protocol.rest import API

PAIRINGS = f"{API}/pairings"
GATEWAY_PLAN = f"{API}/gateway-plan"

PAIRINGS_CHANGED = "training:pairings:changed"
"""To trainers, without content but who did it: read them anew."""
GATEWAY_PLAN_CHANGED = "training:gateway:plan_changed"
"""To gateways: somebody's sensor, or what runs, is another; read the plan anew."""
GATEWAY_HEARD = "training:gateway:heard"
"""From a gateway every few seconds, and on to trainers."""

_MOST_PAIRINGS = 2000
_MOST_SENSORS = 200


class PairingsUpdate(Value, frozen=True, kw_only=True):
    """PUT /api/v1/training/pairings: these are inserted or replaced, the others stay."""

    pairings: Annotated[tuple[Pairing, ...], msgspec.Meta(max_length=_MOST_PAIRINGS)]


class PairingsChanged(Value, frozen=True, kw_only=True):
    """`training:pairings:changed`."""

    actor: str
    """Subject of who changed them."""


class PlanChanged(Value, frozen=True, kw_only=True):
    """`training:gateway:plan_changed`."""


class GatewayReport(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """`training:gateway:heard` as a gateway sends it; the hub adds nothing and keeps nothing."""

    receiver: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    sensors: Annotated[tuple[Sensor, ...], msgspec.Meta(max_length=_MOST_SENSORS)] = ()
    readings: Annotated[tuple[SensorReading, ...], msgspec.Meta(max_length=_MOST_SENSORS)] = ()
    waiting: Annotated[int, msgspec.Meta(ge=0)] = 0
