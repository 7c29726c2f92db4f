"""A plan that an earlier start left unfinished, offered at the first sight of the sessions."""

from __future__ import annotations

from core.ports.draft_store import DraftStore
from widgets.inputs import Banner, BannerKind

_TEXT = "A plan was left unfinished. It is kept until you create it or throw it away."


class UnfinishedOffer:
    """Says so once.

    Args:
        banner: Where.
        store: Where the plan is kept; None where none is.
    """

    def __init__(self, banner: Banner, store: DraftStore | None) -> None:
        self._banner = banner
        self._store = store
        self._is_open = False

    def offer(self) -> None:
        """Offer what is there; later calls do nothing."""
        store, self._store = self._store, None
        if store is not None and store.read() is not None:
            self._is_open = True
            self._banner.announce(_TEXT, BannerKind.INFO, action="Continue planning")

    def take(self) -> bool:
        """Whether the banner's button was about this; then it is done."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self._banner.hide()
        return was_open

    def withdraw(self) -> None:
        """Something else is said in the banner now."""
        self._is_open = False
