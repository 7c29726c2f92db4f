"""Brings a database to the schema of this program: made at once when new, step by step when old."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.errors import InvalidInputError, NewerDatabaseError
from core.storage.migrations import HEAD, REVISIONS
from core.storage.tables import metadata
from core.storage.transactions import take_turns, transaction

_MIGRATIONS = Path(__file__).parent / "migrations"


def check_known(revision: str | None, *, has_tables: bool) -> None:
    """Refuse what this program must not touch.

    Args:
        revision: The schema step the database says it is at; None if it does not say.
        has_tables: Whether there is anything in it.

    Raises:
        NewerDatabaseError: It was written by a newer version of the program.
        InvalidInputError: It belongs to another program.
    """
    if revision is None:
        if has_tables:
            raise InvalidInputError(
                "This database belongs to another program.",
                suggested_action="Choose another database, or an empty one.",
                field="database",
            )
        return
    if revision not in REVISIONS:
        message = (
            f"The database was written by a newer version of Hockey Hub Trainer "
            f"(schema {revision}; this version knows up to {HEAD}). Nothing was changed."
        )
        raise NewerDatabaseError(message, suggested_action="Install the newest version.")


async def bring_up_to_date(engine: AsyncEngine) -> None:
    """Create or migrate the schema in one transaction; the engine is let go if that fails."""
    is_done = False
    try:
        async with transaction(engine) as connection:
            await take_turns(connection)
            await connection.run_sync(_upgrade)
            await connection.commit()
            is_done = True
    finally:
        if not is_done:
            await engine.dispose()


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty database; a test holds this equal to all migrations."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def run_migrations(connection: Connection, target: str = "head") -> None:
    """Run the missing steps in the transaction of `connection`."""
    # Loading Alembic takes longer than opening the database, and is seldom needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _upgrade(connection: Connection) -> None:
    names = inspect(connection).get_table_names()
    revision: str | None = None
    if "alembic_version" in names:
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    check_known(revision, has_tables=bool(names))
    if revision is None:
        create_schema(connection)
    elif revision != HEAD:
        run_migrations(connection)
