"""Teams, players, restrictions and users."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import RowMapping, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from core.domain.ids import PlayerId, RestrictionId, TeamId, UserId
from core.domain.player import HeartRateMaxSource, Player, Position, Sex, Team
from core.domain.restriction import Restriction, Severity
from core.domain.user import Account, Role, User
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
        return tuple(Team(**row) for row in rows)

    async def team(self, team_id: TeamId) -> Team | None:
        """One team; a writer keeps it."""
        query = select(tables.teams).where(tables.teams.c.id == team_id)
        row = await self._db.row(self._db.kept(query))
        return None if row is None else Team(**row)

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

    async def wearing(self, team_id: TeamId, jersey_number: int) -> tuple[Player, ...]:
        """Who of a team wears a number, archived ones left out."""
        table = tables.players
        query = select(table).where(
            table.c.team_id == team_id,
            table.c.jersey_number == jersey_number,
            table.c.is_archived.is_(False),
        )
        return tuple(_player(row) for row in await self._db.rows(query))

    async def players_after(
        self, after: tuple[int, PlayerId] | None, *, limit: int, with_archived: bool
    ) -> tuple[Player, ...]:
        """Players by jersey number and id, those after a place in that order."""
        table = tables.players
        query = select(table).order_by(table.c.jersey_number, table.c.id).limit(limit)
        if after is not None:
            query = query.where(tuple_(table.c.jersey_number, table.c.id) > after)
        if not with_archived:
            query = query.where(table.c.is_archived.is_(False))
        return tuple(_player(row) for row in await self._db.rows(query))

    async def restriction(self, restriction_id: RestrictionId) -> Restriction | None:
        """One restriction; a writer keeps it."""
        query = select(tables.restrictions).where(tables.restrictions.c.id == restriction_id)
        row = await self._db.row(self._db.kept(query))
        return None if row is None else _restriction(row)

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

    async def users(self, *, is_kept: bool = False) -> tuple[User, ...]:
        """All users by name; kept from other writers where one of them is to change."""
        query = select(tables.users).order_by(tables.users.c.name, tables.users.c.id)
        rows = await self._db.rows(self._db.kept(query) if is_kept else query)
        return tuple(_user(row) for row in rows)

    async def accounts(self) -> tuple[Account, ...]:
        """All users by name, and when each was seen last."""
        query = select(tables.users).order_by(tables.users.c.name, tables.users.c.id)
        return tuple(
            Account(**msgspec.structs.asdict(_user(row)), last_seen_at=row["last_seen_at"])
            for row in await self._db.rows(query)
        )

    async def note_user_seen(self, user_id: UserId, at: datetime) -> None:
        """Keep when a user was seen; for whoever is no user, nothing."""
        table = tables.users
        await self._db.run(update(table).where(table.c.id == user_id).values(last_seen_at=at))

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
        **{
            **row,
            "position": Position(row["position"]),
            "sex": Sex(row["sex"]),
            "heart_rate_max_source": HeartRateMaxSource(row["heart_rate_max_source"]),
        },
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
