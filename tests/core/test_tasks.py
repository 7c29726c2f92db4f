import asyncio

import pytest

from core.tasks import TaskScope


async def test_that_a_failure_in_the_background_is_reported_with_the_name_of_its_task():
    reported: list[tuple[str, BaseException]] = []
    scope = TaskScope(lambda name, error: reported.append((name, error)))

    async def fail() -> None:
        raise ValueError("boom")

    scope.spawn(fail(), name="doomed")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await scope.close()

    assert [(name, str(error)) for name, error in reported] == [("doomed", "boom")]


async def test_that_closing_a_scope_cancels_and_awaits_what_still_runs():
    cleaned = asyncio.Event()

    async def wait_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.set()

    scope = TaskScope()
    scope.spawn(wait_for_ever(), name="patient")
    await asyncio.sleep(0)
    await scope.close()

    assert cleaned.is_set()


async def test_that_a_newer_task_of_the_same_name_replaces_the_older():
    ended: list[str] = []

    async def run(label: str) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append(label)
            raise

    scope = TaskScope()
    scope.replace(run("first"), name="search")
    await asyncio.sleep(0)
    scope.replace(run("second"), name="search")
    await asyncio.sleep(0)
    assert ended == ["first"]
    await scope.close()
    assert ended == ["first", "second"]


async def test_that_a_closed_scope_refuses_new_work():
    scope = TaskScope()
    await scope.close()
    with pytest.raises(RuntimeError):
        scope.spawn(asyncio.sleep(0), name="late")
