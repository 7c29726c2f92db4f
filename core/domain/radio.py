"""The computer's Bluetooth as it stands: whether it hears, and how many it can hold."""

from __future__ import annotations

from enum import StrEnum

from core.domain.value import Value


class RadioState(StrEnum):
    """Where the search for sensors stands."""

    OFF = "off"
    """Not started."""
    LISTENING = "listening"
    NO_BLUETOOTH = "no_bluetooth"
    """It does not start, or was lost; it is tried again and again."""


class LinkCapacity(Value, frozen=True, kw_only=True):
    """How many sensors can be connected at once, beside those that only broadcast."""

    used: int = 0
    """Connected now."""
    wanted: int = 0
    """Kept connected, or to be connected as soon as they are heard."""
    limit: int | None = None
    """None where there is none (the virtual gym)."""
    is_measured: bool = False
    """Whether the limit was met in fact; else it is what such computers usually hold."""

    @property
    def is_short(self) -> bool:
        """Whether more is wanted than fits."""
        return self.limit is not None and self.wanted > self.limit

    @property
    def sentence(self) -> str:
        """One sentence for the trainer, which warns before the limit bites."""
        if self.limit is None:
            return f"{_connections(self.used)} in use."
        about = "" if self.is_measured else "about "
        if self.is_short:
            return (
                f"{self.wanted} sensors are wanted, but this computer holds {about}{self.limit}"
                " connections: use straps that broadcast, a second adapter, or a gateway."
            )
        return f"{self.used} of {about}{self.limit} connections in use."


class AdapterStatus(Value, frozen=True, kw_only=True):
    """One Bluetooth adapter."""

    name: str
    state: RadioState = RadioState.OFF
    reason: str = ""
    """What happened, one sentence, when that needs saying."""
    next_step: str = ""
    capacity: LinkCapacity = LinkCapacity()


class RadioStatus(Value, frozen=True, kw_only=True):
    """All adapters together."""

    adapters: tuple[AdapterStatus, ...] = ()

    @property
    def state(self) -> RadioState:
        """The best of the adapters' states."""
        states = {one.state for one in self.adapters}
        for state in (RadioState.LISTENING, RadioState.NO_BLUETOOTH):
            if state in states:
                return state
        return RadioState.OFF

    @property
    def reason(self) -> str:
        """What happened to the adapters, if anything."""
        return " ".join(dict.fromkeys(one.reason for one in self.adapters if one.reason))

    @property
    def next_step(self) -> str:
        """What to do about it."""
        return " ".join(dict.fromkeys(one.next_step for one in self.adapters if one.next_step))

    @property
    def capacity(self) -> LinkCapacity:
        """The adapters' capacities together; no limit if one of them has none.

        An adapter that is not there holds nothing, as long as another one is.
        """
        there = [one for one in self.adapters if one.state is not RadioState.NO_BLUETOOTH]
        each = [one.capacity for one in there or self.adapters]
        limits = [one.limit for one in each]
        known = [limit for limit in limits if limit is not None]
        return LinkCapacity(
            used=sum(one.used for one in each),
            wanted=sum(one.wanted for one in each),
            limit=sum(known) if limits and len(known) == len(limits) else None,
            is_measured=bool(each) and all(one.is_measured for one in each),
        )


class RadioFinding(Value, frozen=True, kw_only=True):
    """One thing that Bluetooth needs, and whether it is there."""

    is_good: bool
    text: str
    """One sentence."""
    remedy: str = ""
    """How to mend it, one sentence; empty if it is good."""


def _connections(count: int) -> str:
    return "1 connection" if count == 1 else f"{count} connections"
