from __future__ import annotations

from datetime import date

import pytest

from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentKind, EquipmentType
from core.domain.ids import PlayerId, RestrictionId, TeamId
from core.domain.player import Player, Position, Sex
from core.domain.restriction import Restriction
from core.errors import RestrictedError
from core.planning.medical_gate import MedicalGate

KINDS = [
    EquipmentKind(code=BIKE_ERG, name="Bike Erg", unit_name="Bike Erg"),
    EquipmentKind(code=ROWING, name="Rowing", unit_name="Rower"),
    EquipmentKind(code=SKI_ERG, name="Ski Erg", unit_name="Ski Erg"),
]
ANNA = Player(
    id=PlayerId("anna"),
    team_id=TeamId("t"),
    first_name="Anna",
    last_name="Berg",
    jersey_number=9,
    position=Position.FORWARD,
    birth_date=date(2000, 1, 1),
    sex=Sex.FEMALE,
    mass_kg=70.0,
    heart_rate_max_bpm=190,
    heart_rate_rest_bpm=50,
)


def gate(*forbidden: EquipmentType, last: date | None = date(2026, 3, 31)) -> MedicalGate:
    restriction = Restriction(
        id=RestrictionId("r"),
        player_id=ANNA.id,
        body_part="shoulder",
        forbidden_equipment=forbidden,
        valid_from=date(2026, 3, 1),
        valid_to=last,
        note="torn rotator cuff",
    )
    return MedicalGate([restriction], KINDS, date(2026, 3, 31))


def test_that_a_restriction_holds_to_its_last_day() -> None:
    assert not gate(SKI_ERG).allows(ANNA.id, SKI_ERG)
    assert gate(SKI_ERG, last=date(2026, 3, 30)).allows(ANNA.id, SKI_ERG)
    assert not gate(SKI_ERG, last=None).allows(ANNA.id, SKI_ERG)
    assert gate(SKI_ERG).allows(ANNA.id, ROWING)
    assert gate(SKI_ERG).allows(PlayerId("somebody"), SKI_ERG)


def test_that_a_refusal_says_until_when_and_offers_the_nearest_machine() -> None:
    refusal = gate(SKI_ERG).refusal(ANNA, SKI_ERG, offered=[SKI_ERG, ROWING])
    assert refusal is not None
    assert refusal.reason == "Anna Berg may not use Ski Erg until 31 March 2026."
    assert refusal.alternative == ROWING


def test_that_machines_outside_the_bundle_are_offered_when_none_inside_is_allowed() -> None:
    refusal = gate(SKI_ERG, ROWING, last=None).refusal(ANNA, SKI_ERG, offered=[SKI_ERG, ROWING])
    assert refusal is not None
    assert refusal.reason == "Anna Berg may not use Ski Erg until further notice."
    assert refusal.alternative == BIKE_ERG


def test_that_the_error_never_carries_the_diagnosis() -> None:
    with pytest.raises(RestrictedError) as caught:
        gate(SKI_ERG, ROWING, BIKE_ERG).check(ANNA, ROWING, field="sessions.0.playerIds")
    told = f"{caught.value.message} {caught.value.suggested_action}"
    assert "shoulder" not in told
    assert "cuff" not in told
    assert caught.value.field == "sessions.0.playerIds"
