"""Pictures of players."""

from __future__ import annotations

import hashlib

import msgspec

from core.domain.ids import PlayerId
from core.domain.player import Player
from core.domain.roster import Photo
from core.domain.user import Principal
from core.errors import InvalidInputError, NotFoundError
from core.ports.storage import Database
from core.services.club.audit_trail import note_change
from core.services.club.finding import player_of

LARGEST_PHOTO_BYTES = 512 * 1024
_BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def photo_of(image: bytes) -> Photo:
    """The picture in a file, whose kind is told by its first bytes and by nothing else.

    Raises:
        InvalidInputError: It is neither JPEG nor PNG, or too large.
    """
    if len(image) > LARGEST_PHOTO_BYTES:
        message = f"A picture has at most {LARGEST_PHOTO_BYTES // 1024} KB."
        action = "Make it smaller; 400 × 400 points are enough."
        raise InvalidInputError(message, suggested_action=action, field="photo")
    for beginning, media_type in _BEGINNINGS.items():
        if image.startswith(beginning):
            return Photo(media_type=media_type, image=image)
    raise InvalidInputError(
        "This is no picture in JPEG or PNG.", suggested_action="Choose another file.", field="photo"
    )


class PhotoService:
    """Keeps at most one picture a player.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def photo(self, player_id: PlayerId) -> Photo:
        """A player's picture.

        Raises:
            NotFoundError: There is none.
        """
        async with self._database.read() as unit:
            photo = await unit.club.photo(player_id)
        if photo is None:
            raise NotFoundError("There is no picture of this player.")
        return photo

    async def save(self, player_id: PlayerId, photo: Photo | None, actor: Principal) -> Player:
        """Keep a picture in the place of any other, or with None, keep none.

        Raises:
            NotFoundError: There is no such player.
        """
        mark = None if photo is None else hashlib.sha256(photo.image).hexdigest()[:16]
        async with self._database.write() as unit:
            before = await player_of(unit, player_id)
            if before.photo == mark:
                return before
            after = msgspec.structs.replace(before, photo=mark, version=before.version + 1)
            await unit.club.save_photo(player_id, photo)
            await unit.club.save_player(after)
            await note_change(unit, actor, "player.saved", player_id, before=before, after=after)
            await unit.commit()
        return after
