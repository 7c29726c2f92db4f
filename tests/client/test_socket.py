"""The live link against a real Socket.IO server that answers as the test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
import pytest
import socketio
from aiohttp import web

from core.client.hub_client import HubClient
from core.domain.ids import EventId, SessionId
from core.domain.user import Role
from core.errors import HockeyHubError, NotFoundError, NotSignedInError, UnavailableError
from core.live.events import MessageSent, Recorded, utc
from core.live.reducer import open_session
from core.live.state import Roster, SessionState
from core.ports.hub_link import LinkStatus
from core.protocol import realtime as wire
from core.protocol.problem import problem_of
from core.protocol.rest import AccessToken
from core.tasks import TaskScope
from tests.helpers.sample_club import NOW, make_bundle
from tests.helpers.waiting import until

ONE, OTHER = (session.id for session in make_bundle("b").sessions)


def a_state(session_id: SessionId, seq: int = 0) -> SessionState:
    session = next(one for one in make_bundle("b").sessions if one.id == session_id)
    return msgspec.structs.replace(open_session(Roster(session=session, players=())), seq=seq)


def a_message(session_id: SessionId, seq: int) -> dict[str, Any]:
    event = MessageSent(
        event_id=EventId(f"e{seq}"), session_id=session_id, at=utc(NOW.timestamp()), text=f"{seq}"
    )
    return {**msgspec.to_builtins(event), "seq": seq}


class ScriptedHub:
    """Lets everybody in, and answers each join as told: a snapshot by default."""

    def __init__(self) -> None:
        self.joins: list[dict[str, Any]] = []
        self.answers: dict[str, list[HockeyHubError]] = {}
        self.seq = 0
        self.before_answer: Callable[[str], Any] | None = None
        self.tokens: list[str] = []
        self.refused: HockeyHubError | None = None
        self.peers: list[str] = []
        self.server = socketio.AsyncServer(async_mode="aiohttp")
        self.server.on("connect", self._on_connect, namespace=wire.NAMESPACE)
        self.server.on(wire.SESSION_JOIN, self._on_join, namespace=wire.NAMESPACE)
        self.url = ""
        self.site: web.Server

    async def _on_connect(self, sid: str, _environ: object, auth: dict[str, Any]) -> None:
        self.tokens.append(auth["token"])
        if self.refused is not None:
            problem = problem_of(self.refused)
            raise socketio.exceptions.ConnectionRefusedError(
                problem.message, msgspec.to_builtins(problem)
            )
        self.peers.append(sid)

    async def _on_join(self, sid: str, body: dict[str, Any]) -> Any:
        self.joins.append(body)
        session_id = body["sessionId"]
        if refusals := self.answers.get(session_id):
            return msgspec.to_builtins(wire.Ack(ok=False, error=problem_of(refusals.pop(0))))
        state = a_state(session_id, self.seq)
        if self.before_answer is not None:
            await self.before_answer(sid)
        return msgspec.to_builtins(wire.Ack(ok=True, session=state))

    def drop(self) -> None:
        """Break all connections, as a cable does."""
        for connection in self.site.connections:
            connection.transport.abort()


@pytest.fixture
async def hub() -> AsyncIterator[ScriptedHub]:
    scripted = ScriptedHub()
    app = web.Application()
    scripted.server.attach(app)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert runner.server is not None
    scripted.site = runner.server
    scripted.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield scripted
    await scripted.server.shutdown()
    await runner.cleanup()


@pytest.fixture
async def link(hub: ScriptedHub) -> AsyncIterator[HubClient]:
    tasks = TaskScope()
    count = 0

    async def sign_in(_rest: object) -> AccessToken:
        nonlocal count
        count += 1
        return AccessToken(
            access_token=f"token-{count}",
            expires_in_s=3600,
            expires_at=NOW,
            issued_at=NOW,
            role=Role.TRAINER,
            subject="desk",
        )

    client = HubClient(hub.url, sign_in, tasks)
    yield client
    await client.close()
    await tasks.close()


async def test_that_a_refused_sign_in_is_told_and_not_waited_for(hub: ScriptedHub):
    tasks = TaskScope()

    async def sign_in(_rest: object) -> AccessToken:
        raise NotSignedInError("That secret is wrong.")

    client = HubClient(hub.url, sign_in, tasks)
    async with asyncio.timeout(10):
        with pytest.raises(NotSignedInError, match="secret"):
            await client.open()
    await client.close()
    await tasks.close()


async def test_that_a_hub_that_does_not_let_us_in_is_told_and_not_waited_for(
    hub: ScriptedHub, link: HubClient
):
    hub.refused = NotSignedInError("This token was not made here.")
    async with asyncio.timeout(10):
        with pytest.raises(NotSignedInError, match="not made here"):
            await link.open()


@pytest.mark.requirement(72)
async def test_that_one_session_that_is_gone_does_not_keep_the_others_away(
    hub: ScriptedHub, link: HubClient
):
    await link.open()
    for session_id in (ONE, OTHER):
        await link.join(session_id)
    lost: list[tuple[str, str]] = []
    states: list[str] = []
    link.session_lost.connect(lambda key, error: lost.append((key, error.message)))
    link.state_received.connect(lambda state: states.append(state.session_id))
    hub.answers = {ONE: [NotFoundError("It was deleted.")], OTHER: [UnavailableError("Not yet.")]}
    hub.drop()
    await until(lambda: OTHER in states, "the other is followed again")
    await until(lambda: link.status is LinkStatus.ONLINE, "the link is back")

    assert lost == [(ONE, "It was deleted.")]
    assert states == [OTHER]


async def test_that_what_happens_while_a_join_is_answered_is_in_the_state_or_follows_it(
    hub: ScriptedHub, link: HubClient
):
    hub.seq = 4

    async def say_something(sid: str) -> None:
        for seq in (4, 5):
            await hub.server.emit(
                "training:session:message", a_message(ONE, seq), to=sid, namespace=wire.NAMESPACE
            )

    hub.before_answer = say_something
    seen: list[int] = []

    def took(_session_id: SessionId, recorded: Recorded) -> None:
        seen.append(recorded.seq)

    link.event_received.connect(took)
    await link.open()
    state = await link.join(ONE)

    assert state.seq == 5
    await hub.server.emit(
        "training:session:message", a_message(ONE, 6), room=hub.peers[-1], namespace=wire.NAMESPACE
    )
    await until(lambda: seen, "the next one comes as an event")
    assert seen == [6]


@pytest.mark.requirement(72)
async def test_that_an_expired_sign_in_is_renewed_and_the_link_comes_back(
    hub: ScriptedHub, link: HubClient
):
    await link.open()
    hub.answers = {ONE: [NotSignedInError("Your sign-in has expired.")]}
    with pytest.raises(NotSignedInError):
        await link.join(ONE)
    await until(lambda: hub.tokens == ["token-1", "token-2"], "it came with a new token")
    await until(lambda: link.status is LinkStatus.ONLINE, "the link is back")
    assert (await link.join(ONE)).session_id == ONE
