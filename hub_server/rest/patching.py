"""What a PATCH makes of a thing: the fields that are sent, in the place of the stored ones."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from core.domain.value import Value
from hub_server.sentences import sentence_of

V = TypeVar("V", bound=Value)


def patched(stored: V, sent: dict[str, Any], *, key: str = "id") -> V:
    """The thing with the fields that are sent.

    With `version` among them, the service refuses if that is not the stored one; without,
    whatever is stored is meant.

    Args:
        stored: As it is.
        sent: Fields as they are called on the wire; unknown ones are passed over.
        key: The field that cannot be changed.

    Raises:
        InvalidInputError: A field does not fit its type.
    """
    fields: dict[str, Any] = msgspec.to_builtins(stored)
    try:
        return msgspec.convert({**fields, **sent, key: fields[key]}, type(stored))
    except msgspec.ValidationError as error:
        raise sentence_of(str(error)) from error
