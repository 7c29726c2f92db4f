"""The first administrator of a hub that nobody's desktop has started."""

from __future__ import annotations

import hmac
from typing import Final

from core.domain.ids import UserId, new_id
from core.domain.user import Principal, Role, User
from core.errors import NotSignedInError, WrongStateError
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.access.principals import of_user
from hub_server.security.passwords import save_user
from hub_server.security.throttle import Throttle

_MOST_WRONG_TRIES: Final = 10
_NEW: Final = Principal(subject="set-up", name="Set-up", role=Role.ADMIN)


class SetUp:
    """Takes the one-time code that the hub shows on its own machine.

    The code is good until it was used, until ten wrong tries, or until the hub stops; the next
    start shows another one, as long as there is no administrator.

    Args:
        database: Where users are kept.
        clock: Slows down who tries codes.
        code: An unguessable text.
    """

    def __init__(self, database: Database, clock: Clock, code: str) -> None:
        self._database = database
        self._code: str | None = code
        self._wrong_tries = 0
        self._throttle = Throttle(clock, capacity=5, per_second=1 / 60, what="Tries of codes")

    @property
    def code(self) -> str | None:
        """What is shown; None when it is void."""
        return self._code

    async def is_needed(self) -> bool:
        """Whether there is no administrator who could sign in."""
        async with self._database.read() as unit:
            users = await unit.club.users()
        return not any(one.role is Role.ADMIN and one.disabled_at is None for one in users)

    async def finish(
        self, code: str, *, name: str, login: str, password: str, address: str
    ) -> Principal:
        """Make the first administrator.

        Args:
            code: As shown on the hub's own machine; case, spaces and dashes do not matter.
            name: What the administrator is called.
            login: What he signs in as.
            password: With which password.
            address: Where the call comes from.

        Raises:
            WrongStateError: There is an administrator.
            TooManyError: Too many tries from there.
            NotSignedInError: The code is wrong or void.
            InvalidInputError: The password is too short.
            ConflictError: Somebody else signs in under that name.
        """
        if not await self.is_needed():
            raise WrongStateError(
                "This hub has an administrator.",
                suggested_action="Sign in, or ask the administrator for a sign-in of your own.",
            )
        self._throttle.take(address)
        expected, self._code = self._code, None  # nobody else may use it meanwhile
        is_right = expected is not None and hmac.compare_digest(_plain(expected), _plain(code))
        if not is_right:
            self._wrong_tries += 1
            self._code = expected if self._wrong_tries < _MOST_WRONG_TRIES else None
            raise NotSignedInError(
                "This is not the set-up code."
                if self._code
                else "The set-up code is void after too many wrong tries.",
                suggested_action="Read it from the hub's own terminal or log; a restart of the"
                " hub shows a new one.",
            )
        user = User(id=UserId(new_id()), name=name, role=Role.ADMIN, login=login)
        is_done = False
        try:
            await save_user(self._database, user, password, _NEW)
            is_done = True
        finally:
            self._code = None if is_done else expected
        self._throttle.give_back(address)
        return of_user(user)


def _plain(code: str) -> bytes:
    return code.upper().replace("-", "").replace(" ", "").encode(errors="replace")
