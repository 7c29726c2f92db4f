"""Where a call comes from."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection

Connection = ASGIConnection[Any, Any, Any, Any]


def address_of(connection: Connection) -> str:
    """The caller's address; empty if the server does not know it."""
    return connection.client.host if connection.client is not None else ""


def is_secure(connection: Connection) -> bool:
    """Whether nobody can listen in."""
    return connection.url.scheme == "https"


def wanted(connection: Connection) -> str:
    """What is asked for, for the record."""
    return f"{connection.scope.get('method', '')} {connection.url.path}"
