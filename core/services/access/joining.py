"""Letting devices in: a trainer opens a code, a device redeems it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from core.domain.device import Device, DeviceKind, JoinCode
from core.domain.ids import DeviceId, JoinCodeId, PlayerId, new_id
from core.domain.player import Player
from core.domain.user import Principal
from core.domain.value import Value
from core.errors import InvalidInputError, NotFoundError, NotSignedInError, TooManyError
from core.events import Event
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.access.codes import digest_of, digits_of, matching
from core.services.access.principals import of_device, player_of
from core.services.access.sign_ins import Credentials, RoleCheck, SignIns
from core.services.club.audit_trail import note_change

LASTS: Final = timedelta(minutes=10)
MOST_WRONG_TRIES: Final = 10
"""Wrong tries by anybody, after which a code that was open meanwhile is void."""
MOST_OPEN: Final = 100
"""Open codes at a time: more would make one easier to hit."""


class Joined(Value, frozen=True, kw_only=True):
    """A device that has just come in."""

    device: Device
    player: Player | None
    principal: Principal
    credentials: Credentials


class WrongTry(Value, frozen=True, kw_only=True):
    """Somebody tried a code that is none."""

    address: str
    device_name: str
    voided: int
    """How many open codes are void by it."""


class WrongCodeError(NotSignedInError):
    """Codes are open, but none is like this; the try has been counted and noted."""


class JoinDesk:
    """Opens codes and lets devices in with them.

    Args:
        database: Where codes and devices are kept.
        clock: Ends codes.
        sign_ins: Starts the sign-in of who came in.
        draw_digits: Draws six digits from a cryptographic source.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sign_ins: SignIns,
        draw_digits: Callable[[], str],
    ) -> None:
        self.joined: Event[[Joined]] = Event()
        self.refused: Event[[WrongTry]] = Event()
        self._database = database
        self._clock = clock
        self._sign_ins = sign_ins
        self._draw_digits = draw_digits

    async def open_code(
        self, kind: DeviceKind, player_id: PlayerId | None, actor: Principal
    ) -> tuple[JoinCode, str]:
        """A new code and its digits, which are said only now.

        Raises:
            InvalidInputError: A player is missing, or named where none belongs.
            NotFoundError: There is no such player.
            TooManyError: Too many codes are open.
        """
        async with self._database.write() as unit:
            await _check_player(unit, kind, player_id)
            kept = await unit.access.open_codes(self._now)
            if len(kept) >= MOST_OPEN:
                raise TooManyError(
                    f"There are {len(kept)} open codes already.",
                    suggested_action="Withdraw some of them, or wait until they end.",
                )
            digits = self._draw_digits()
            while matching(kept, digits) is not None:
                digits = self._draw_digits()
            code = JoinCode(
                id=JoinCodeId(new_id()),
                kind=kind,
                player_id=player_id,
                created_by=actor.subject,
                created_at=self._now,
                expires_at=self._now + LASTS,
            )
            await unit.access.add_code(code, digest_of(code.id, digits))
            await note_change(unit, actor, "join-code.opened", code.id, before=None, after=code)
            await unit.commit()
        return code, digits

    async def open_codes(self) -> tuple[JoinCode, ...]:
        """Codes that can still be used, the oldest first."""
        async with self._database.read() as unit:
            return tuple(code for code, _ in await unit.access.open_codes(self._now))

    async def withdraw(self, code_id: JoinCodeId, actor: Principal) -> None:
        """End a code before its time.

        Raises:
            NotFoundError: It is not open any more.
        """
        async with self._database.write() as unit:
            codes = {code.id: code for code, _ in await unit.access.open_codes(self._now)}
            if code_id not in codes or not await unit.access.take_code(code_id):
                raise NotFoundError("This code is not open any more.")
            before = codes[code_id]
            await note_change(
                unit, actor, "join-code.withdrawn", code_id, before=before, after=None
            )
            await unit.commit()

    async def redeem(
        self, typed: str, device_name: str, *, address: str, check: RoleCheck
    ) -> Joined:
        """Let a device in with a code, which is then used up.

        Args:
            typed: The code.
            device_name: As the device calls itself.
            address: Where it calls from, for the record.
            check: Asked before the code is used up.

        Raises:
            InvalidInputError: It has not six digits, or the name is missing.
            NotSignedInError: No code is open.
            WrongCodeError: No open code is like this.
        """
        digits = digits_of(typed)
        name = clean_name(device_name)
        if not await self.open_codes():  # so nothing is written: guessing does not cost the disk
            raise self._stray_try(address, name)
        async with self._database.write() as unit:
            kept = await unit.access.open_codes(self._now)
            if not kept:
                raise self._stray_try(address, name)
            code = matching(kept, digits)
            if code is None:
                wrong = await _note_wrong_try(unit, address, name)
                await unit.commit()
                self.refused.emit(wrong)
                raise _not_open(WrongCodeError)
            device = self._device(code.kind, code.player_id, name, code.created_by)
            joined = await self._admit(unit, device, check)
            if not await unit.access.take_code(code.id):
                raise _not_open()
            await unit.commit()
        self.joined.emit(joined)
        return joined

    async def let_in(self, player_id: PlayerId, name: str, actor: Principal) -> Joined:
        """Let a player's device in at a trainer's word, without a code.

        Raises:
            NotFoundError: There is no such player.
        """
        async with self._database.write() as unit:
            await _check_player(unit, DeviceKind.PLAYER, player_id)
            device = self._device(DeviceKind.PLAYER, player_id, name, actor.subject)
            joined = await self._admit(unit, device, lambda _principal: None)
            await unit.commit()
        self.joined.emit(joined)
        return joined

    def _stray_try(self, address: str, name: str) -> NotSignedInError:
        """The refusal of a try while there is nothing to hit; it is told, but not noted."""
        self.refused.emit(WrongTry(address=address, device_name=name, voided=0))
        return _not_open()

    async def _admit(self, unit: UnitOfWork, device: Device, check: RoleCheck) -> Joined:
        player = await player_of(unit, device)
        principal = of_device(device, player)
        check(principal)
        await unit.access.save_device(device)
        await note_change(unit, principal, "device.joined", device.id, before=None, after=device)
        credentials = await self._sign_ins.start_in(unit, principal.subject, device.id)
        return Joined(device=device, player=player, principal=principal, credentials=credentials)

    def _device(
        self, kind: DeviceKind, player_id: PlayerId | None, name: str, let_in_by: str
    ) -> Device:
        return Device(
            id=DeviceId(new_id()),
            name=name,
            kind=kind,
            player_id=player_id,
            joined_at=self._now,
            let_in_by=let_in_by,
        )

    @property
    def _now(self) -> datetime:
        return utc(self._clock.now())


def clean_name(name: str) -> str:
    """A device's name without what could disturb a list or a log.

    Raises:
        InvalidInputError: Nothing is left of it.
    """
    clean = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not clean:
        raise InvalidInputError("A device needs a name.", field="deviceName")
    return clean


async def _check_player(unit: UnitOfWork, kind: DeviceKind, player_id: PlayerId | None) -> None:
    if (kind is DeviceKind.PLAYER) != (player_id is not None):
        raise InvalidInputError(
            "A player's device needs a player, any other device none.", field="playerId"
        )
    if player_id is not None and not await unit.club.players([player_id]):
        raise NotFoundError(f"There is no player {player_id}.", field="playerId")


async def _note_wrong_try(unit: UnitOfWork, address: str, name: str) -> WrongTry:
    voided = await unit.access.count_wrong_try(MOST_WRONG_TRIES)
    wrong = WrongTry(address=address, device_name=name, voided=voided)
    await unit.audit.note(
        actor="unknown", action="device.refused", subject=address, detail=msgspec.json.encode(wrong)
    )
    return wrong


def _not_open(kind: type[NotSignedInError] = NotSignedInError) -> NotSignedInError:
    return kind(
        "This code is not open (any more).",
        suggested_action="Check the digits, or ask the trainer for a new code.",
        field="code",
    )
