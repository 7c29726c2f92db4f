"""How machines, and what they are told, read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.services.desk.machine_answer import MachinePush
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.machine_view import MachineView, Standing
from ui.common.feedback import Notice
from ui.live.machine_job import complaints, counted_of, listed
from widgets.inputs import BannerKind, Tone

DASH = "\N{EN DASH}"
_STANDINGS = {
    Standing.UNPAIRED: "No device",
    Standing.NOT_CONTROLLABLE: "Not controllable",
    Standing.AWAY: "Not connected",
    Standing.ASKING: "Asking",
    Standing.READY: "Ready",
    Standing.SHOWS: "Shows intervals",
    Standing.CONTROLLED: "Controlled",
    Standing.REFUSED: "Refused control",
    Standing.LOST: "Control lost",
}
STANDING_ICONS = {
    Standing.CONTROLLED: "check",
    Standing.AWAY: "signal",
    Standing.REFUSED: "warning",
    Standing.LOST: "error",
    Standing.NOT_CONTROLLABLE: "lock",
    Standing.UNPAIRED: "info",
    Standing.ASKING: "clock",
    Standing.READY: "machine",
    Standing.SHOWS: "pulse",
}
STANDING_TONES = {
    Standing.CONTROLLED: Tone.OK,
    Standing.AWAY: Tone.WARNING,
    Standing.REFUSED: Tone.WARNING,
    Standing.LOST: Tone.DANGER,
    Standing.NOT_CONTROLLABLE: Tone.SOFT,
    Standing.UNPAIRED: Tone.SOFT,
    Standing.ASKING: Tone.SOFT,
}
_PAST = {
    OrderKind.START: "Started",
    OrderKind.PAUSE: "Paused",
    OrderKind.STOP: "Stopped",
    OrderKind.FREE: "Let free",
}


def standing_text(view: MachineView) -> str:
    """Who has a machine's control, in two words."""
    return _STANDINGS[view.standing]


def target_text(view: MachineView) -> str:
    """What a machine holds; watts also as the share of its player's FTP."""
    target = view.target
    if target is None:
        return DASH
    if target.kind is OrderKind.POWER and view.ftp_w:
        return f"{target.words} ({target.value / view.ftp_w:.0%})".replace("%", " %")
    return target.words


def note_text(view: MachineView, answer: MachinePush | None) -> str:
    """What there is to know of a machine: how it stands, else what it last answered."""
    if view.reason:
        return _sentence(view.reason, view.next_step)
    if answer is not None and answer.reason:
        return _sentence(answer.reason, answer.next_step)
    return ""


def notice_of_answers(order: Order, answers: Sequence[MachinePush]) -> Notice:
    """What the trainer reads after an order: who did not do as told, by name."""
    done = sum(answer.is_done for answer in answers)
    what = _PAST.get(order.kind, f"{order.words} set")
    where = "" if order.kind in _PAST and order.kind is not OrderKind.FREE else "on "
    first = f"{what} {where}{counted_of(done, len(answers))}.".replace("Let free on", "Let free:")
    return _notice(first, done, answers)


def notice_of_undo(words: str, answers: Sequence[MachinePush]) -> Notice:
    """What the trainer reads after undo."""
    done = sum(answer.is_done for answer in answers)
    name, _, _ = words.rpartition(" on ")
    return _notice(f"{name} taken back on {counted_of(done, len(answers))}.", done, answers)


def hindrances(views: Iterable[MachineView], kind: OrderKind) -> str:
    """Why these machines cannot be told this: one sentence a reason, with their names."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for view in views:
        reason = view.hindrance(kind)
        if reason:
            by_reason.setdefault((reason, view.way_out(kind)), []).append(view.machine)
    return " ".join(
        f"{listed(names)}{': each' if len(names) > 1 else ''} {reason}. {next_step}".strip()
        for (reason, next_step), names in by_reason.items()
    )


def _notice(first: str, done: int, answers: Sequence[MachinePush]) -> Notice:
    sentences = [first, *complaints(answers)]
    is_fine = len(sentences) == 1 and done == len(answers)
    return Notice(" ".join(sentences), BannerKind.OK if is_fine else BannerKind.WARNING)


def _sentence(reason: str, next_step: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}. {next_step}".strip()
