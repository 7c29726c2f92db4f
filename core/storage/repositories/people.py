"""Teams, players, restrictions and users."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import RowMapping, delete, select
from sqlalchemy.exc import IntegrityError

from core.domain.ids import PlayerId, RestrictionId, TeamId, UserId
from core.domain.player import Player, Position, Sex, Team
from core.domain.restriction import Restriction, Severity
from core.domain.user import Role, User
from core.errors import ConflictError
from core.storage import tables
from core.storage.repositories.statements import Statements


class PeopleStore:
    """The people half of `ClubRepository`."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def teams(self) -> tuple[Team, ...]:
        """All teams by name."""
        rows = await self._db.rows(select(tables.teams).order_by(tables.teams.c.name))
        return tuple(Team(id=TeamId(row["id"]), name=row["name"]) for row in rows)

    async def save_team(self, team: Team) -> None:
        """Insert or replace."""
        await self._db.put(tables.teams, msgspec.structs.asdict(team))

    async def players(self, ids: Sequence[PlayerId] | None = None) -> tuple[Player, ...]:
        """All players by jersey number, or those asked for (missing ones are left out)."""
        table = tables.players
        query = select(table).order_by(table.c.jersey_number, table.c.id)
        if ids is not None:
            query = self._db.kept(query.where(table.c.id.in_(ids)))
        return tuple(_player(row) for row in await self._db.rows(query))

    async def save_player(self, player: Player) -> None:
        """Insert or replace."""
        await self._db.put(tables.players, msgspec.structs.asdict(player))

    async def delete_player(self, player_id: PlayerId) -> None:
        """Delete a player who never was in a session.

        Raises:
            ConflictError: Sessions and their reports still need the player.
        """
        try:
            await self._db.run(delete(tables.players).where(tables.players.c.id == player_id))
        except IntegrityError as error:
            raise ConflictError(
                "This player is in sessions, whose reports need the player's data.",
                suggested_action="Delete those sessions first, or keep the player.",
            ) from error

    async def restrictions(
        self, player_ids: Sequence[PlayerId] | None = None
    ) -> tuple[Restriction, ...]:
        """All restrictions, or those of some players, the oldest first."""
        table = tables.restrictions
        query = select(table).order_by(table.c.valid_from, table.c.id)
        if player_ids is not None:
            query = query.where(table.c.player_id.in_(player_ids))
        return tuple(_restriction(row) for row in await self._db.rows(query))

    async def save_restriction(self, restriction: Restriction) -> None:
        """Insert or replace."""
        await self._db.put(tables.restrictions, msgspec.structs.asdict(restriction))

    async def delete_restriction(self, restriction_id: RestrictionId) -> None:
        """Delete one; an unknown one is no matter."""
        table = tables.restrictions
        await self._db.run(delete(table).where(table.c.id == restriction_id))

    async def users(self) -> tuple[User, ...]:
        """All users by name."""
        rows = await self._db.rows(select(tables.users).order_by(tables.users.c.name))
        return tuple(_user(row) for row in rows)

    async def user_by_login(self, login: str) -> tuple[User, str] | None:
        """The user and his password hash."""
        row = await self._db.row(select(tables.users).where(tables.users.c.login == login))
        return (_user(row), row["password_hash"]) if row is not None else None

    async def save_user(self, user: User, password_hash: str | None) -> None:
        """Insert or replace; without a hash the stored one stays.

        Raises:
            ConflictError: Somebody else signs in under that name.
        """
        row = msgspec.structs.asdict(user)
        if password_hash is not None:
            row["password_hash"] = password_hash
        try:
            await self._db.put(tables.users, row)
        except IntegrityError as error:
            message = f"Somebody else signs in as “{user.login}”."
            raise ConflictError(message, suggested_action="Choose another sign-in name.") from error


def _player(row: RowMapping) -> Player:
    return Player(
        **{**row, "position": Position(row["position"]), "sex": Sex(row["sex"])},
    )


def _restriction(row: RowMapping) -> Restriction:
    return Restriction(**{**row, "severity": Severity(row["severity"])})


def _user(row: RowMapping) -> User:
    return User(
        id=UserId(row["id"]),
        name=row["name"],
        role=Role(row["role"]),
        login=row["login"],
        disabled_at=row["disabled_at"],
    )
