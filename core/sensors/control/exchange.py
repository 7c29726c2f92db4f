"""Requests to a control point, one at a time, each with the answer that it indicates."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.errors import MalformedPacketError
from core.sensors.control.machine_link import MachineLink

_log = logging.getLogger(__name__)

A = TypeVar("A")


def _whole(data: bytes) -> tuple[bytes]:
    return (data,)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How requests and answers become packets."""

    written_to: str
    """The characteristic that takes the requests."""
    cut: Callable[[bytes], Iterable[bytes]] = _whole
    """Makes the packets of a request."""
    join: Callable[[bytes], Iterable[bytes]] = _whole
    """Makes whole answers of what was notified."""


class Exchange(Generic[A]):
    """One control point of one connection.

    An answer that comes when nobody waits for it any more is dropped.

    Args:
        link: The connection.
        uuid: The control point's.
        read: Decodes an answer; may raise `MalformedPacketError`.
        limit_s: How long a machine may think.
        shape: How requests and answers become packets, if not one by one.
    """

    def __init__(
        self,
        link: MachineLink,
        uuid: str,
        read: Callable[[bytes], A],
        limit_s: float,
        shape: Shape | None = None,
    ) -> None:
        shape = shape or Shape(written_to=uuid)
        self._link = link
        self._uuid = uuid
        self._read = read
        self._limit_s = limit_s
        self._shape = shape
        self._is_answer: Callable[[A], bool] | None = None
        self._answer: asyncio.Future[A] | None = None

    async def open(self) -> None:
        """Listen for answers: no request may be sent before.

        Raises:
            MachineUnavailableError: The link does not allow it.
        """
        client = self._link.client
        await self._link.within(self._limit_s, client.start_notify(self._uuid, self._on_indication))

    async def ask(self, request: bytes, is_answer: Callable[[A], bool]) -> A:
        """Send a request and wait for its answer. The caller sees to it that he is the only one.

        Raises:
            MachineUnavailableError: There is no answer, or none that can be read.
        """
        answer = self._answer = asyncio.get_running_loop().create_future()
        self._is_answer = is_answer
        try:
            return await self._link.within(self._limit_s, self._send(request, answer))
        finally:
            self._answer = self._is_answer = None

    def break_off(self) -> None:
        """The link has gone: who waits, waits in vain."""
        if self._answer is not None and not self._answer.done():
            _fail(self._answer, self._link.unavailable("lost its connection"))

    async def _send(self, request: bytes, answer: asyncio.Future[A]) -> A:
        for packet in self._shape.cut(request):
            await self._link.client.write_gatt_char(self._shape.written_to, packet, response=True)
        return await answer

    def _on_indication(self, _characteristic: object, data: bytearray) -> None:
        for answer in self._shape.join(bytes(data)):
            self._hear(answer)

    def _hear(self, data: bytes) -> None:
        waiting, is_answer = self._answer, self._is_answer
        if waiting is None or is_answer is None or waiting.done():
            _log.info("%s: an answer nobody waits for: %s", self._link.name, data.hex(" "))
            return
        try:
            answer = self._read(data)
        except MalformedPacketError as error:
            _fail(waiting, error)
            return
        if is_answer(answer):
            waiting.set_result(answer)
        else:
            _log.info("%s: an answer to something else: %s", self._link.name, data.hex(" "))


def _fail(answer: asyncio.Future[A], error: Exception) -> None:
    answer.set_exception(error)
    answer.exception()  # who waits may be held up by the request itself, and never look here
