"""Who leaves and comes back, and how that is taken back; pictures and teams."""

from __future__ import annotations

import msgspec

from core.domain.player import Player, Team
from ui.players.view_model import PlayersModel


class PlayerDeeds:
    """What is done to players and teams besides typing; each waits for its undo.

    Args:
        model: The players.
    """

    def __init__(self, model: PlayersModel) -> None:
        self._model = model
        self._club = model.link.club

    def archive_shown(self, player_id: str | None) -> None:
        """Somebody leaves, or if he has left, comes back."""
        player = self._model.player(player_id or "")
        if player is not None:
            self.archive(player, is_archived=not player.is_archived)

    def delete_shown(self, player_id: str | None) -> None:
        """Take somebody out, where that is allowed now."""
        player = self._model.player(player_id or "")
        if player is not None and self._model.may_change and not self._model.is_busy:
            self.delete(player)

    def archive(self, player: Player, *, is_archived: bool) -> None:
        """Somebody leaves, or comes back; his reports stay."""

        async def work() -> None:
            wanted = msgspec.structs.replace(player, is_archived=is_archived)
            after = await self._club.save_player(wanted)
            back = msgspec.structs.replace(after, is_archived=not is_archived)
            text = "has left; the reports stay" if is_archived else "is back"
            self._model.keep(after)
            self._model.note(f"{player.name} {text}.", lambda: self._club.save_player(back))

        self._model.do(work(), "archive a player")

    def delete(self, player: Player) -> None:
        """Take somebody out for good, with picture and restrictions; the undo brings them back."""
        model = self._model
        restrictions = model.restrictions_of(player.id)

        async def work() -> None:
            image = await self._club.photo(player.id) if player.photo else b""
            await self._club.delete_player(player.id)
            model.drafts.drop(player.id)

            async def back() -> None:
                await self._club.add_player(player)
                if image:
                    await self._club.save_photo(player.id, image)
                for restriction in restrictions:
                    await self._club.save_restriction(restriction)

            model.note(f"{player.name} is deleted.", back)

        model.do(work(), "delete a player")

    def save_photo(self, player: Player, image: bytes) -> None:
        """Another picture, or with no bytes none."""
        club = self._club

        async def put(wanted: bytes) -> None:
            if wanted:
                await club.save_photo(player.id, wanted)
            else:
                await club.delete_photo(player.id)

        async def work() -> None:
            before = await club.photo(player.id) if player.photo else b""
            await put(image)
            text = "has a new picture" if image else "has no picture any more"
            self._model.note(f"{player.name} {text}.", lambda: put(before))

        self._model.do(work(), "save a picture")

    def save_team(self, team: Team) -> None:
        """A new team (with an empty id), or another name."""

        async def work() -> None:
            before = next((one for one in self._model.teams if one.id == team.id), None)
            after = await self._club.save_team(team)
            if before is None:
                self._model.note(
                    f"{after.name} is added.", lambda: self._club.delete_team(after.id)
                )
            else:
                back = msgspec.structs.replace(before, version=after.version)
                self._model.note(
                    f"{before.name} is now {after.name}.", lambda: self._club.save_team(back)
                )

        self._model.do(work(), "save a team")

    def delete_team(self, team: Team) -> None:
        """Take a team without players out."""

        async def work() -> None:
            await self._club.delete_team(team.id)
            self._model.note(f"{team.name} is deleted.", lambda: self._club.save_team(team))

        self._model.do(work(), "delete a team")
