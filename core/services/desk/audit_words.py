"""The audit log's actions in the words of the gym, and the families they belong to."""

from __future__ import annotations

from collections.abc import Iterable

_ACTIONS = {
    "access.refused": "Was refused",
    "bundle.changed": "Bundle changed",
    "bundle.created": "Bundle planned",
    "bundle.deleted": "Bundle deleted",
    "clock.set": "Clock was set",
    "club.created": "Club begun",
    "club.sample_loaded": "Sample club filled in",
    "device.joined": "Device joined",
    "device.refused": "Wrong join code",
    "device.renamed": "Device renamed",
    "device.revoked": "Device sent away",
    "equipment-kind.deleted": "Kind of machine deleted",
    "equipment-kind.saved": "Kind of machine saved",
    "equipment-unit.deleted": "Machine deleted",
    "equipment-unit.saved": "Machine saved",
    "facility.deleted": "Place deleted",
    "facility.saved": "Place saved",
    "join-code.opened": "Join code opened",
    "join-code.withdrawn": "Join code withdrawn",
    "pairing.removed": "Sensor unpaired",
    "pairing.saved": "Sensor paired",
    "participant.moved": "Player moved",
    "player.deleted": "Player deleted",
    "player.saved": "Player saved",
    "programme.changed": "Programme changed",
    "programme.created": "Programme planned",
    "programme.ended": "Programme called off",
    "restriction.deleted": "Restriction deleted",
    "restriction.saved": "Restriction saved",
    "roster.import_undone": "Roster import undone",
    "roster.imported": "Roster imported",
    "session.cancelled": "Session cancelled",
    "session.created": "Session planned",
    "sign-in.ended": "Signed out",
    "sign-in.reused": "Sign-in used twice",
    "signing-key.made": "New signing key",
    "team.deleted": "Team deleted",
    "team.saved": "Team saved",
    "template.archived": "Template deleted",
    "template.brought-back": "Template brought back",
    "template.saved": "Template saved",
    "user.changed": "Person changed",
    "user.password-changed": "Password changed",
    "user.saved": "Person saved",
    "workout.archived": "Workout put away",
    "workout.brought-back": "Workout brought back",
    "workout.saved": "Workout saved",
}
_FAMILIES = {
    "access": "refusals",
    "bundle": "bundles",
    "device": "devices",
    "join-code": "join codes",
    "pairing": "pairings",
    "player": "players",
    "programme": "programmes",
    "restriction": "restrictions",
    "session": "sessions",
    "sign-in": "sign-ins",
    "template": "templates",
    "user": "people",
    "workout": "workouts",
}
ALARMING = frozenset({"access.refused", "device.refused", "sign-in.reused"})
"""Somebody tried what he may not do."""
ENDING = frozenset(
    {
        "bundle.deleted",
        "device.revoked",
        "equipment-kind.deleted",
        "equipment-unit.deleted",
        "facility.deleted",
        "player.deleted",
        "programme.ended",
        "restriction.deleted",
        "roster.import_undone",
        "session.cancelled",
        "team.deleted",
        "template.archived",
    }
)
"""Something is gone."""


def action_words(action: str) -> str:
    """An action as one says it; one that is not known here, as it is written."""
    family, _, verb = action.partition(".")
    plain = f"{family} {verb}".replace("-", " ").strip()
    return _ACTIONS.get(action, plain[:1].upper() + plain[1:])


def action_choices(actions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What one may look for: (action, words), each family of several before its members."""
    families: dict[str, list[str]] = {}
    for action in sorted(actions):
        families.setdefault(action.partition(".")[0], []).append(action)
    choices: list[tuple[str, str]] = []
    for family, members in families.items():
        if len(members) > 1:
            words = _FAMILIES.get(family, family.replace("-", " "))
            choices.append((f"{family}.", f"All about {words}"))
        choices += [(action, action_words(action)) for action in members]
    return tuple(choices)
