"""Sign-ins: refresh tokens that are good once, and whose reuse ends the whole family."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from core.domain.ids import DeviceId, SignInId, UserId, new_id
from core.domain.sign_in import RefreshToken, SignIn
from core.domain.user import Principal
from core.domain.value import Value
from core.errors import NotSignedInError
from core.events import Event
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.access.principals import principal_of

LASTS: Final = timedelta(days=90)
"""How long a sign-in outlives its last refresh: over a summer break."""
_REMEMBERED: Final = timedelta(hours=1)
"""How long an ended sign-in is remembered by heart: longer than its last access token lasts."""
_USED_KEPT: Final = timedelta(days=30)

RoleCheck = Callable[[Principal], None]
"""Raises what speaks against letting somebody in from where he calls."""


class Credentials(Value, frozen=True, kw_only=True):
    """A sign-in and its newest refresh token."""

    sign_in_id: SignInId
    refresh_token: str


class SignIns:
    """Starts, renews and ends sign-ins.

    Args:
        database: Where they are kept; of refresh tokens only digests.
        clock: Judges their times.
        draw_secret: Draws an unguessable text.
    """

    def __init__(self, database: Database, clock: Clock, draw_secret: Callable[[], str]) -> None:
        self.ended: Event[[frozenset[SignInId]]] = Event()
        """These are over; durable now."""
        self._database = database
        self._clock = clock
        self._draw_secret = draw_secret
        self._over: dict[SignInId, datetime] = {}

    async def open(self) -> None:
        """Recall what ended lately, so that its access tokens stay refused after a restart."""
        async with self._database.read() as unit:
            ended = await unit.access.ended_sign_ins(self._now - _REMEMBERED)
        self._over = {one.id: one.ended_at for one in ended if one.ended_at is not None}

    def is_over(self, sign_in_id: SignInId) -> bool:
        """Whether a sign-in was ended before its time."""
        return sign_in_id in self._over

    async def start(self, subject: str) -> Credentials:
        """Begin a sign-in of somebody who has just proved who he is."""
        async with self._database.write() as unit:
            credentials = await self.start_in(unit, subject)
            await unit.commit()
        return credentials

    async def start_in(
        self, unit: UnitOfWork, subject: str, device_id: DeviceId | None = None
    ) -> Credentials:
        """Like `start`, as part of something larger."""
        sign_in = SignIn(
            id=SignInId(new_id()),
            subject=subject,
            device_id=device_id,
            created_at=self._now,
            expires_at=self._now + LASTS,
        )
        await unit.access.save_sign_in(sign_in)
        return await self._hand_out(unit, sign_in)

    async def refresh(
        self, refresh_token: str, request_id: str | None, check: RoleCheck
    ) -> tuple[Principal, Credentials]:
        """Exchange a refresh token for the next one.

        Args:
            refresh_token: As handed out.
            request_id: The sender's id; its repetition with the same token, as after a lost
                answer, gets another successor instead of ending the sign-in.
            check: Asked before anything changes.

        Raises:
            NotSignedInError: Unknown, expired, ended, or used before; the last ends the family.
        """
        digest = _digest(refresh_token)
        async with self._database.read() as unit:
            # A stranger's guesses must not keep others from writing.
            if await unit.access.refresh_token(digest) is None:
                raise _refused()
        async with self._database.write() as unit:
            token = await unit.access.refresh_token(digest)
            sign_in = None if token is None else await unit.access.sign_in(token.sign_in_id)
            if token is None or sign_in is None:
                raise _refused()
            if sign_in.ended_at is not None or sign_in.expires_at <= self._now:
                raise _refused()
            is_used = token.used_at is not None
            if is_used and not await self._is_repeated(unit, token, request_id):
                over = await self.end_in(unit, [sign_in], "sign-in.reused", sign_in.subject)
                await unit.commit()
                self.tell(over)
                raise _refused()
            principal = await principal_of(unit, sign_in)
            check(principal)
            await unit.access.forget_requests(sign_in.id)
            used = msgspec.structs.replace(token, used_at=self._now, request_id=request_id)
            await unit.access.save_refresh_token(used)
            moved = msgspec.structs.replace(sign_in, expires_at=self._now + LASTS)
            await unit.access.save_sign_in(moved)
            credentials = await self._hand_out(unit, sign_in)
            await unit.commit()
        return principal, credentials

    async def end(
        self,
        action: str,
        actor: str,
        *,
        sign_in_id: SignInId | None = None,
        subject: str | None = None,
        but: SignInId | None = None,
    ) -> None:
        """End one sign-in, or all of a subject but perhaps the one from which that is asked."""
        async with self._database.write() as unit:
            if sign_in_id is not None:
                one = await unit.access.sign_in(sign_in_id)
                open_ones = [one] if one is not None and one.ended_at is None else []
            else:
                open_ones = [*await unit.access.sign_ins(subject=subject)]
            ending = [one for one in open_ones if one.id != but]
            over = await self.end_in(unit, ending, action, actor)
            await unit.commit()
        self.tell(over)

    async def end_in(
        self, unit: UnitOfWork, open_ones: Iterable[SignIn], action: str, actor: str
    ) -> frozenset[SignInId]:
        """End sign-ins as part of something larger; `tell` when that is durable."""
        over: set[SignInId] = set()
        for sign_in in open_ones:
            ended = msgspec.structs.replace(sign_in, ended_at=self._now)
            await unit.access.save_sign_in(ended)
            detail = msgspec.json.encode({"signInId": sign_in.id, "deviceId": sign_in.device_id})
            await unit.audit.note(
                actor=actor, action=action, subject=sign_in.subject, detail=detail
            )
            over.add(sign_in.id)
        return frozenset(over)

    def tell(self, over: frozenset[SignInId]) -> None:
        """Refuse the access tokens of sign-ins that are over, and say so."""
        self._over = {key: at for key, at in self._over.items() if at > self._now - _REMEMBERED}
        self._over.update(dict.fromkeys(over, self._now))
        if over:
            self.ended.emit(over)

    async def prune(self) -> None:
        """Remove what nobody can use any more."""
        async with self._database.write() as unit:
            await unit.access.prune(now=self._now, used_before=self._now - _USED_KEPT)
            await unit.commit()

    @property
    def _now(self) -> datetime:
        return utc(self._clock.now())

    async def _is_repeated(
        self, unit: UnitOfWork, token: RefreshToken, request_id: str | None
    ) -> bool:
        """Whether this is the same request again, whose answer nobody has made use of."""
        if request_id is None or request_id != token.request_id:
            return False
        return await unit.access.forget_unused_tokens(token.sign_in_id) == 1

    async def _hand_out(self, unit: UnitOfWork, sign_in: SignIn) -> Credentials:
        refresh_token = self._draw_secret()
        kept = RefreshToken(
            digest=_digest(refresh_token), sign_in_id=sign_in.id, issued_at=self._now
        )
        await unit.access.save_refresh_token(kept)
        if sign_in.device_id is None:
            await unit.club.note_user_seen(UserId(sign_in.subject), self._now)
        return Credentials(sign_in_id=sign_in.id, refresh_token=refresh_token)


def _digest(refresh_token: str) -> bytes:
    return hashlib.sha256(refresh_token.encode(errors="replace")).digest()


def _refused() -> NotSignedInError:
    """One answer for all reasons."""
    return NotSignedInError(
        "This sign-in cannot be renewed any more.",
        suggested_action="Sign in again, or join with a new code.",
    )
