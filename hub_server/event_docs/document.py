"""`docs/events.md`: every event with who may send it, its payload, its limit and an example."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Final, get_args

import msgspec

from core.domain.user import Role
from core.live.events import SessionEvent, wire_name
from core.protocol.realtime import ALIASES
from hub_server.event_docs.examples import example_of
from hub_server.event_docs.fields import fields_of, structs_in
from hub_server.realtime.handlers import ROUTES
from hub_server.realtime.news import NEWS
from hub_server.realtime.route import Limit, Route
from hub_server.security.permissions import ALLOWED

_HEAD: Final = """# Events of the `/training` namespace

Made from the hub's own structs by `python -m hub_server.event_docs`; do not edit by hand.

A client emits an event with one payload, an object, and gets one acknowledgement:
`{"ok": true, "seq": n}` or `{"ok": false, "error": {"code", "message", "field", "recoverable",
"suggestedAction", "retryAfterMs"}}`. What is recorded is told to whoever follows the session
under the same name, with the payload under "Recorded as" and its `seq`, which grows by one. A
player's device is told what is about its own player or about all.

An event that is repeated with its `eventId` is acknowledged as before and changes nothing. Limits
count all devices of a player together; trainers have none. What comes too soon is refused with
`retryAfterMs`; where "the newest is kept" is said, it is taken by itself as soon as there is room.
"""
_RECORDED: Final = {wire_name(kind): kind for kind in get_args(SessionEvent)}


def document() -> str:
    """The whole page."""
    sent = sorted(ROUTES)
    only_recorded = sorted(set(_RECORDED) - set(ROUTES) - set(NEWS))
    parts = [_HEAD, _contents(sent, only_recorded), "## Events that clients send\n"]
    parts += [_sent(name, ROUTES[name]) for name in sent]
    parts.append("## Events that only the hub records\n")
    parts += [_only_recorded(name) for name in only_recorded]
    parts.append("## News: told by the hub, not recorded, without `seq`\n")
    parts += [_news(name) for name in sorted(NEWS)]
    parts.append(_aliases())
    return "\n".join(parts).rstrip() + "\n"


def _contents(sent: Iterable[str], only_recorded: Iterable[str]) -> str:
    lines = ["| Event | From | Limit |", "|---|---|---|"]
    for name in sent:
        route = ROUTES[name]
        lines.append(f"| `{name}` | {_roles(route)} | {_limit(route.limit)} |")
    lines += [f"| `{name}` | the hub | |" for name in only_recorded]
    lines += [f"| `{name}` | the hub, to {NEWS[name].to} | |" for name in sorted(NEWS)]
    return "\n".join(lines) + "\n"


def _sent(name: str, route: Route) -> str:
    lines = [f"### `{name}`\n", about(route.payload) + "\n"]
    lines.append(f"From: {_roles(route)}. Limit: {_limit(route.limit)}.\n")
    lines.append(_table(route.payload))
    lines.append(_example(route.payload))
    if name in _RECORDED:
        lines.append("Recorded as:\n")
        lines.append(_table(_RECORDED[name], known=structs_in(route.payload)))
    return "\n".join(lines)


def _only_recorded(name: str) -> str:
    kind = _RECORDED[name]
    return "\n".join([f"### `{name}`\n", about(kind) + "\n", _table(kind)])


def _news(name: str) -> str:
    news = NEWS[name]
    head = [f"### `{name}` (from the hub)\n", about(news.payload) + "\n", f"To {news.to}.\n"]
    return "\n".join([*head, _table(news.payload)])


def about(struct: type[msgspec.Struct]) -> str:
    """A struct's first sentence or two."""
    words = (inspect.getdoc(struct) or "").partition("\n\n")[0]
    return " ".join(words.split())


def _table(struct: type[msgspec.Struct], known: tuple[type[msgspec.Struct], ...] = ()) -> str:
    lines = _rows(struct)
    for inner in structs_in(struct):
        if inner in known:
            continue
        lines += ["", f"{inner.__name__}: {about(inner)}", "", *_rows(inner)]
    return "\n".join(lines) + "\n"


def _rows(struct: type[msgspec.Struct]) -> list[str]:
    fields = fields_of(struct)
    if not fields:
        return ["No fields."]
    lines = ["| Field | Type | | |", "|---|---|---|---|"]
    for field in fields:
        need = "required" if field.is_required else "optional"
        lines.append(f"| `{field.name}` | {field.type_text} | {need} | {field.meaning} |")
    return lines


def _example(struct: type[msgspec.Struct]) -> str:
    encoded = msgspec.json.format(msgspec.json.encode(example_of(struct)), indent=2).decode()
    return f"```json\n{encoded}\n```\n"


def _roles(route: Route) -> str:
    return ", ".join(role for role in Role if route.action in ALLOWED[role])


def _limit(limit: Limit | None) -> str:
    if limit is None:
        return "none"
    kept = "; the newest is kept" if limit.kept is not None else ""
    return f"one in {limit.every_s:g} s, {limit.burst} at once{kept}"


def _aliases() -> str:
    lines = [
        "## Names as constants\n",
        "Clients may emit these in place of the names on the wire.\n",
        "| Constant | Name |",
        "|---|---|",
    ]
    return "\n".join([*lines, *(f"| `{one}` | `{name}` |" for one, name in ALIASES.items())])
