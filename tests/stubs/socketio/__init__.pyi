# The part of python-socketio that this project uses.

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from socketio import exceptions as exceptions
from socketio.packet import Packet

class AsyncManager:
    rooms: dict[str, dict[str | None, Mapping[str, str]]]
    server: AsyncServer
    callbacks: dict[str, Any]
    pending_connect: dict[str, list[str]]
    pending_disconnect: dict[str, list[str]]
    def eio_sid_from_sid(self, sid: str, namespace: str) -> str | None: ...
    def sid_from_eio_sid(self, eio_sid: str, namespace: str) -> str | None: ...
    def is_connected(self, sid: str, namespace: str) -> bool: ...
    async def pre_connect(self, eio_sid: str, namespace: str) -> str: ...
    async def connect(self, sid: str, namespace: str) -> str: ...
    def basic_enter_room(
        self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None
    ) -> None: ...
    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None: ...
    def basic_disconnect(self, sid: str, namespace: str, **kwargs: object) -> None: ...
    def get_participants(
        self, namespace: str, room: str | list[str]
    ) -> Iterable[tuple[str, str]]: ...

class AsyncNamespace:
    server: AsyncServer
    namespace: str
    def __init__(self, namespace: str | None = None) -> None: ...
    async def trigger_event(self, event: str, *args: Any) -> Any: ...

class AsyncServer:
    eio: Any
    packet_class: type[Packet]
    manager: AsyncManager
    namespace_handlers: dict[str, AsyncNamespace]
    def __init__(
        self,
        client_manager: AsyncManager | None = None,
        *,
        async_mode: str = ...,
        serializer: str | type[Packet] = ...,
        async_handlers: bool = ...,
        always_connect: bool = ...,
        namespaces: list[str] | None = ...,
        cors_allowed_origins: str
        | list[str]
        | Callable[[str | None, dict[str, Any]], bool]
        | None = ...,
        cors_credentials: bool = ...,
        max_http_buffer_size: int = ...,
        http_compression: bool = ...,
        ping_interval: float | tuple[float, float] = ...,
        ping_timeout: float = ...,
        transports: list[str] | None = ...,
        logger: Any = ...,
        engineio_logger: Any = ...,
    ) -> None: ...
    def register_namespace(self, namespace_handler: AsyncNamespace) -> None: ...
    async def enter_room(self, sid: str, room: str, namespace: str | None = None) -> None: ...
    async def leave_room(self, sid: str, room: str, namespace: str | None = None) -> None: ...
    async def disconnect(self, sid: str, namespace: str | None = None) -> None: ...
    async def shutdown(self) -> None: ...
    def _engineio_server_class(self) -> Callable[..., Any]: ...
    async def _handle_event(
        self,
        eio_sid: str,
        namespace: str | None,
        id: int | None,  # noqa: A002 - its name
        data: list[Any],
    ) -> None: ...

class ASGIApp:
    def __init__(
        self,
        socketio_server: AsyncServer,
        other_asgi_app: Any = None,
        *,
        socketio_path: str = ...,
    ) -> None: ...
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...

class AsyncClient:
    connected: bool
    eio: Any
    def __init__(
        self,
        *,
        reconnection: bool = ...,
        reconnection_attempts: int = ...,
        reconnection_delay: float = ...,
        reconnection_delay_max: float = ...,
        randomization_factor: float = ...,
        logger: Any = ...,
        engineio_logger: Any = ...,
        handle_sigint: bool = ...,
        http_session: Any = ...,
    ) -> None: ...
    def on(
        self,
        event: str,
        handler: Callable[..., Awaitable[Any] | Any],
        namespace: str | None = None,
    ) -> None: ...
    async def connect(
        self,
        url: str,
        headers: Mapping[str, str] = ...,
        auth: Any = None,
        transports: list[str] | None = None,
        namespaces: list[str] | None = None,
        socketio_path: str = ...,
        wait: bool = ...,
        wait_timeout: float = ...,
        retry: bool = ...,
    ) -> None: ...
    async def emit(
        self,
        event: str,
        data: Any = None,
        namespace: str | None = None,
        callback: Callable[..., Any] | None = None,
    ) -> None: ...
    async def call(
        self,
        event: str,
        data: Any = None,
        namespace: str | None = None,
        timeout: float = ...,  # noqa: ASYNC109
    ) -> Any: ...
    async def disconnect(self) -> None: ...
    async def shutdown(self) -> None: ...
    async def wait(self) -> None: ...
    def get_sid(self, namespace: str | None = None) -> str: ...
