"""Everything that decides who comes in, put together."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from core.errors import HockeyHubError
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.access.devices import DeviceDesk
from core.services.access.joining import JoinDesk
from core.services.access.keyring import KeyRotation
from core.services.access.sign_ins import SignIns
from core.tasks import TaskScope
from hub_server.security.gatekeeper import Gatekeeper
from hub_server.security.randomness import join_digits, refresh_secret, signing_key
from hub_server.security.refusals import RefusalLog
from hub_server.security.throttle import Throttle
from hub_server.security.tokens import TokenIssuer

_log = logging.getLogger(__name__)

_SEEN_EVERY_S: Final = 10.0
_UPKEEP_EVERY_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Access:
    """Codes, devices, sign-ins, keys and tokens."""

    joining: JoinDesk
    devices: DeviceDesk
    sign_ins: SignIns
    keys: KeyRotation
    tokens: TokenIssuer
    gatekeeper: Gatekeeper
    refusals: RefusalLog
    sign_in_throttle: Throttle
    join_throttle: Throttle
    """Tries of each address."""
    join_address: Callable[[], str]
    """`http(s)://host:port` for other machines."""


async def open_access(
    database: Database, clock: Clock, tasks: TaskScope, join_address: Callable[[], str]
) -> Access:
    """Recall keys and ended sign-ins, and keep both fresh from now on."""
    sign_ins = SignIns(database, clock, refresh_secret)
    await sign_ins.open()
    keys = KeyRotation(database, clock, signing_key)
    await keys.renew_if_due()
    devices = DeviceDesk(database, clock, sign_ins)
    tokens = TokenIssuer(keys.keyring, clock)
    refusals = RefusalLog(database, clock, tasks)
    access = Access(
        joining=JoinDesk(database, clock, sign_ins, join_digits),
        devices=devices,
        sign_ins=sign_ins,
        keys=keys,
        tokens=tokens,
        gatekeeper=Gatekeeper(tokens, sign_ins, refusals, devices.note_seen),
        refusals=refusals,
        sign_in_throttle=Throttle(clock, capacity=5, per_second=0.2, what="Sign-in attempts"),
        join_throttle=Throttle(clock, capacity=5, per_second=1 / 60, what="Tries of join codes"),
        join_address=join_address,
    )
    for name, seconds, work in (
        ("when devices were seen", _SEEN_EVERY_S, devices.keep_seen),
        ("old sign-ins", _UPKEEP_EVERY_S, sign_ins.prune),
        ("signing keys", _UPKEEP_EVERY_S, keys.renew_if_due),
    ):
        tasks.spawn(_every(seconds, clock, work), name=name)
    return access


async def _every(seconds: float, clock: Clock, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await clock.sleep(seconds)
        try:
            await work()
        except HockeyHubError as error:
            _log.warning("put off: %s", error.message)
