"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, get_origin

import msgspec
from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

_DECODED = 256
"""How many texts of a column are kept decoded."""


class UtcInstant(TypeDecorator[datetime]):
    """An instant. SQLite keeps it as UTC text of fixed width, which sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone: it is no instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value.isoformat()} has no time zone"
            raise ValueError(message)
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonOf(TypeDecorator[Any]):
    """A typed value kept as JSON (JSONB on PostgreSQL).

    Args:
        kind: What the JSON is read back as, anything msgspec can convert to.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, kind: object) -> None:
        super().__init__(none_as_null=True)
        self.kind: Any = kind

    @override
    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            # Loaded by then; on SQLite it would only cost start time.
            from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415

            return dialect.type_descriptor(JSONB(none_as_null=True))
        return dialect.type_descriptor(JSON(none_as_null=True))

    @override
    def bind_processor(self, dialect: Dialect) -> Any:
        """On SQLite straight to text, without dictionaries in between."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)
        return _as_text

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """On SQLite straight from text."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        decode: Callable[[str], Any] = msgspec.json.Decoder(self.kind).decode
        if get_origin(self.kind) is tuple:  # frozen, and mostly the same in many rows
            decode = lru_cache(_DECODED)(decode)
        return lambda text: None if text is None else decode(text)

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else msgspec.to_builtins(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else msgspec.convert(value, self.kind)


class text_of(GenericFunction[str]):  # noqa: N801 - reads as the SQL function that it is
    """Bytes that hold UTF-8, as text to search in."""

    type = String()
    inherit_cache = True


@compiles(text_of)
def _cast(element: text_of, compiler: SQLCompiler, **options: object) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS TEXT)"


@compiles(text_of, "postgresql")
def _convert(element: text_of, compiler: SQLCompiler, **options: object) -> str:
    return f"convert_from({compiler.process(element.clauses, **options)}, 'UTF8')"


def _as_text(value: object) -> str | None:
    return None if value is None else dump_json(value)


def dump_json(value: object) -> str:
    """JSON text, as the engines write it."""
    return msgspec.json.encode(value).decode()
