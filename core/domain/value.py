"""The base of all values: frozen, keyword-only, camelCase on the wire."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An immutable value. Compared by content; changed with `msgspec.structs.replace`.

    Subclasses repeat `frozen=True, kw_only=True`: msgspec does not inherit the latter, and
    type checkers want the former.
    """
