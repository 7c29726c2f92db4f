"""Who is looked for among the people, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf

from core.domain.user import Account
from core.domain.value import Value
from ui.people.people_rows import Column
from ui.people.words import ROLES, role_name, state_words

_ROLES = list(ROLES)
_STATES = ("Connected", "Active", "Never signed in", "Deactivated")


class Order(Value, frozen=True, kw_only=True):
    """Words to look for, and the column to sort by."""

    words: tuple[str, ...] = ()
    column: Column = Column.NAME
    is_descending: bool = False


def ordered(accounts: Iterable[Account], order: Order) -> tuple[Account, ...]:
    """Those in whom all the words occur; who is deactivated stands last, but by state."""
    found = [one for one in accounts if _is_meant(one, order.words)]
    found.sort(key=lambda one: (one.name.casefold(), one.id))
    found.sort(key=_KEYS[order.column], reverse=order.is_descending)
    if order.column is not Column.STATE:
        found.sort(key=lambda one: one.disabled_at is not None)
    return tuple(found)


def _seen_key(account: Account) -> tuple[float, str]:
    """Who is here stands first, then who was here last."""
    seen = account.last_seen_at
    return (-inf if account.is_connected else -seen.timestamp() if seen else inf), ""


def _role_key(account: Account) -> tuple[float, str]:
    return (_ROLES.index(account.role) if account.role in _ROLES else len(_ROLES)), ""


_KEYS: dict[Column, Callable[[Account], tuple[float, str]]] = {
    Column.NAME: lambda one: (0, one.name.casefold()),
    Column.LOGIN: lambda one: (0, one.login.casefold()),
    Column.ROLE: _role_key,
    Column.STATE: lambda one: (_STATES.index(state_words(one)[0]), ""),
    Column.SEEN: _seen_key,
}


def _is_meant(account: Account, words: tuple[str, ...]) -> bool:
    texts = (account.name, account.login, role_name(account.role), state_words(account)[0])
    haystack = " ".join(texts).casefold()
    return all(word in haystack for word in words)
