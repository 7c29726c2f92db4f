"""Signing keys: a new one each day or on demand, old ones until their tokens have ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from core.domain.ids import new_id
from core.domain.sign_in import SigningKey
from core.errors import UnavailableError
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import Database

ROTATED_EVERY: Final = timedelta(days=1)
LONGEST_TOKEN: Final = timedelta(hours=13)
"""A key is kept so long after its successor was made: the longest token and the leeway."""


class Keyring:
    """The keys that are good now, the newest first.

    Args:
        keys: At least one.
    """

    def __init__(self, keys: Sequence[SigningKey]) -> None:
        self.keys = tuple(keys)

    @property
    def newest(self) -> SigningKey:
        """What is signed with."""
        if not self.keys:
            raise UnavailableError("The hub has no key to sign with.")
        return self.keys[0]

    def find(self, key_id: object) -> SigningKey | None:
        """The key of a token's `kid`."""
        return next((key for key in self.keys if key.id == key_id), None)


class KeyRotation:
    """Keeps a keyring fresh.

    Args:
        database: Where the keys are kept.
        clock: Says when a day is over.
        draw_key: Draws a key from a cryptographic source.
    """

    def __init__(self, database: Database, clock: Clock, draw_key: Callable[[], bytes]) -> None:
        self.keyring = Keyring(())
        self._database = database
        self._clock = clock
        self._draw_key = draw_key

    async def renew_if_due(self) -> None:
        """Make the first key, or the day's."""
        async with self._database.read() as unit:
            self.keyring.keys = await unit.access.signing_keys()
        now = utc(self._clock.now())
        if not self.keyring.keys or now - self.keyring.newest.created_at >= ROTATED_EVERY:
            await self.rotate("hub")

    async def rotate(self, actor: str) -> SigningKey:
        """Make a new key; tokens of the old ones stay good until they end."""
        now = utc(self._clock.now())
        made = SigningKey(id=new_id(), key=self._draw_key(), created_at=now)
        async with self._database.write() as unit:
            stored = await unit.access.signing_keys()
            over = [
                key.id
                for successor, key in pairwise((made, *stored))
                if now - successor.created_at > LONGEST_TOKEN
            ]
            await unit.access.delete_signing_keys(over)
            await unit.access.add_signing_key(made)
            await unit.audit.note(
                actor=actor, action="signing-key.made", subject=made.id, detail=b"{}"
            )
            await unit.commit()
        kept = [key for key in stored if key.id not in over]
        self.keyring.keys = (made, *kept)
        return made
