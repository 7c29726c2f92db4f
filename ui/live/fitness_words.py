"""What became of a player of whom something was said, in sentences; and what may be said."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.adaptation import Change
from core.live.events import MedicalStatus
from core.live.work import MedicalState
from core.services.desk.player_fitness import FitnessOutcome
from widgets.inputs import BannerKind, Tone

STATUSES = (MedicalStatus.FIT, MedicalStatus.LIMITED, MedicalStatus.INJURED)
"""What a trainer can say, from good to bad."""
BODY_PARTS = (
    "Ankle", "Back", "Calf", "Elbow", "Foot", "Groin", "Hamstring", "Hand", "Head", "Hip", "Knee",
    "Neck", "Ribs", "Shoulder", "Thigh", "Wrist",
)  # fmt: skip
"""Offered; anything else can be typed."""
CONSEQUENCES = {
    MedicalStatus.FIT: "Lifts what was set last; he goes on.",
    MedicalStatus.LIMITED: "He stays, without what he may not do.",
    MedicalStatus.INJURED: "He goes to where he may train, or is paused.",
}
_WORDS = {
    MedicalStatus.FIT: "fit",
    MedicalStatus.PAIN: "in pain",
    MedicalStatus.LIMITED: "limited",
    MedicalStatus.INJURED: "injured",
}
_TONES = {MedicalStatus.PAIN: Tone.DANGER, MedicalStatus.INJURED: Tone.DANGER}
_MOST_CHANGES = 2


def status_word(status: MedicalStatus) -> str:
    """A status as it stands on a button."""
    return _WORDS[status].capitalize()


def standing_line(medical: MedicalState) -> tuple[str, Tone]:
    """How a player is, in a line; empty if nothing is the matter."""
    if medical.status is MedicalStatus.FIT:
        return ("Restricted" if medical.restricted else "", Tone.WARNING)
    parts = (status_word(medical.status), medical.body_part, medical.note)
    line = " \N{MIDDLE DOT} ".join(part for part in parts if part)
    return line, _TONES.get(medical.status, Tone.WARNING)


def outcome_text(outcome: FitnessOutcome) -> str:
    """What has become of it, for the strip."""
    sentences = [_said(outcome), *_gone(outcome), _changed(outcome.changes)]
    return " ".join(sentence for sentence in sentences if sentence)


def outcome_kind(outcome: FitnessOutcome) -> BannerKind:
    """A player for whom there was nowhere to go needs somebody."""
    return BannerKind.WARNING if outcome.is_paused else BannerKind.OK


def _said(outcome: FitnessOutcome) -> str:
    if outcome.status is MedicalStatus.FIT:
        still = ", but is restricted by what was said before" if outcome.is_restricted else ""
        return f"{outcome.name} goes on{still}."
    where = f" ({outcome.body_part})" if outcome.body_part else ""
    return f"{outcome.name} is {_WORDS[outcome.status]}{where}."


def _gone(outcome: FitnessOutcome) -> tuple[str, ...]:
    if outcome.status is not MedicalStatus.INJURED:
        return ()
    if outcome.moved_to:
        machine = f" on {outcome.unit_name}" if outcome.unit_name else ""
        return (f"He trains in “{outcome.moved_to}”{machine} now.",)
    if outcome.is_paused:
        return ("He is paused: no session of this bundle is allowed or has room.",)
    return (outcome.response,)


def _changed(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    told = "; ".join(change.text for change in changes[:_MOST_CHANGES])
    more = len(changes) - _MOST_CHANGES
    rest = f"; and {more} more" if more > 0 else ""
    return f"His workout was changed: {told}{rest}."
