"""Lists in pages: a place in a stable order as an opaque word, the next one in a header."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec
from litestar import Response
from litestar.params import QueryParameter

from core.domain.calendar import is_instant
from core.errors import InvalidInputError

NEXT_CURSOR = "X-Next-Cursor"
"""The header with the `cursor` of the next page; not there after the last one."""

Limit = Annotated[int | None, QueryParameter(ge=1, le=1000)]
Cursor = Annotated[str | None, QueryParameter(max_length=500)]

T = TypeVar("T")


def paged(
    items: Sequence[T],
    place: Callable[[T], tuple[str, ...]],
    limit: int | None,
    cursor: str | None,
) -> Response[tuple[T, ...]]:
    """A list that fits into memory: all of it as it is, or a page in the order of its places.

    Args:
        items: All.
        place: Where one stands, different for each.
        limit: How many at most; None: all.
        cursor: Where the page begins.

    Raises:
        InvalidInputError: The cursor was not made here.
    """
    if limit is None and cursor is None:
        return Response(tuple(items))
    after = place_of(cursor, tuple[str, ...])
    ordered = sorted(items, key=place)
    rest = [item for item in ordered if after is None or place(item) > after]
    page = tuple(rest[:limit])
    headers = {NEXT_CURSOR: cursor_of(place(page[-1]))} if len(rest) > len(page) else {}
    return Response(page, headers=headers)


def cursor_of(place: object) -> str:
    """A place as a word that fits into an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_of(cursor: str | None, kind: type[T]) -> T | None:
    """The place that a cursor means; None for the beginning.

    Raises:
        InvalidInputError: It was not made here.
    """
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        place = msgspec.json.decode(raw, type=kind)
    except (binascii.Error, ValueError) as error:
        raise InvalidInputError(
            "This cursor does not come from this list.",
            suggested_action="Start from the first page.",
            field="cursor",
        ) from error
    parts: tuple[object, ...] = place if isinstance(place, tuple) else ()
    if not all(is_instant(one) for one in parts if isinstance(one, datetime)):
        raise InvalidInputError("This cursor does not come from this list.", field="cursor")
    return place
