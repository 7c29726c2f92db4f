"""The audit log in the database: paged by its key, found by its indexes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from core.domain.audit import AuditFilter
from core.storage.database import SqlDatabase, open_database
from core.storage.tables import audit_log

ACTIONS = ("player.saved", "user.changed", "access.refused")


async def write(database: SqlDatabase, count: int, note: str = "") -> None:
    async with database.write() as unit:
        for number in range(count):
            detail = f'{{"after": {{"name": "Öberg {number}", "note": "{note}"}}}}'.encode()
            await unit.audit.note(
                actor=f"user-{number % 4}",
                action=ACTIONS[number % 3],
                subject=f"player-{number % 18:03}",
                detail=detail,
            )
        await unit.commit()


async def test_that_pages_join_without_gap_or_repetition_while_lines_are_added(
    database: SqlDatabase,
) -> None:
    await write(database, 95)
    seen: list[int] = []
    cursor: int | None = None
    while True:
        async with database.read() as unit:
            page = await unit.audit.page(AuditFilter(actor="user-1"), limit=10, before=cursor)
        seen += [entry.id for entry in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
        await write(database, 4)
    assert len(seen) == 24
    assert seen == sorted(seen, reverse=True)


async def test_that_text_is_found_in_the_detail_whatever_its_case(database: SqlDatabase) -> None:
    await write(database, 30, note="Left KNEE, 50 %_done")
    async with database.read() as unit:
        for text, count in (
            ("left knee", 30), ("Öberg 29", 1), ("50 %_d", 30), ("50 _%d", 0), ("SAVED", 10),
        ):  # fmt: skip
            page = await unit.audit.page(AuditFilter(text=text), limit=100)
            assert len(page.items) == count, text
        named = await unit.audit.page(AuditFilter(text="nobody"), limit=100, named=["user-3"])
        assert {entry.actor for entry in named.items} == {"user-3"}
        assert await unit.audit.occurring() == (
            ("user-0", "user-1", "user-2", "user-3"),
            tuple(sorted(ACTIONS)),
        )


@pytest.mark.parametrize("column", ["actor", "action", "subject"])
async def test_that_a_page_of_a_long_log_is_found_by_an_index_and_not_sorted(
    tmp_path: Path, column: str
) -> None:
    await (await open_database(f"sqlite:///{tmp_path / 'hub.db'}")).close()
    table = audit_log.c
    query = select(table.id).where(table[column] == "x", table.id < 10).order_by(table.id.desc())
    words = str(query.limit(101).compile(compile_kwargs={"literal_binds": True}))
    with closing(sqlite3.connect(tmp_path / "hub.db")) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {words}").fetchall()
    text = " ".join(str(row[3]) for row in plan)
    assert f"ix_audit_log_{column}_id" in text
    assert "TEMP B-TREE" not in text
