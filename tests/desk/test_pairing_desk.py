"""Assigning, forgetting, locking, and the one step back."""

from __future__ import annotations

import pytest

from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.sensor import LinkState, Pairing
from core.errors import NotFoundError, WrongStateError
from core.services.desk.pairing_desk import Owner, PairingDesk, likely_owners
from core.services.desk.pairings import Pairings
from tests.helpers.sensor_fakes import erg, strap

FOUR, SEVEN = (
    Owner(player_id=PlayerId("player-004")),
    Owner(player_id=PlayerId("player-007")),
)
ROWER = Owner(unit_id=UnitId("rower-1"))


@pytest.fixture
def pairings() -> Pairings:
    return Pairings()


@pytest.fixture
def desk(pairings: Pairings) -> PairingDesk:
    return PairingDesk(pairings)


def _owner(pairings: Pairings, sensor_id: SensorId) -> str | None:
    pairing = pairings.owner_of(sensor_id)
    return (pairing.player_id or pairing.unit_id) if pairing is not None else None


def test_that_an_assignment_is_taken_back_to_the_owner_before(desk, pairings) -> None:
    desk.assign(strap(1), FOUR)
    desk.assign(strap(1), SEVEN)
    assert _owner(pairings, strap(1).id) == "player-007"
    assert desk.undo() is not None
    assert _owner(pairings, strap(1).id) == "player-004"
    assert desk.undo() is None
    assert _owner(pairings, strap(1).id) == "player-004"


def test_that_forgetting_is_taken_back_with_name_and_owner(desk, pairings) -> None:
    desk.assign(erg(1), ROWER)
    desk.rename(erg(1).id, "by the window")
    desk.forget(erg(1).id)
    assert pairings.owner_of(erg(1).id) is None
    desk.undo()
    pairing = pairings.owner_of(erg(1).id)
    assert pairing is not None
    assert (pairing.unit_id, pairing.label) == ("rower-1", "by the window")


def test_that_a_step_is_not_taken_back_over_somebody_elses(desk, pairings) -> None:
    desk.assign(strap(1), FOUR)
    pairings.pair(Pairing(sensor_id=strap(1).id, player_id=SEVEN.player_id))
    assert desk.undo() is None
    assert _owner(pairings, strap(1).id) == "player-007"


def test_that_a_locked_pairing_stays_until_it_is_unlocked(desk, pairings) -> None:
    desk.assign(strap(1), FOUR)
    desk.set_locked(strap(1).id, is_locked=True)
    for act in (lambda: desk.assign(strap(1), SEVEN), lambda: desk.forget(strap(1).id)):
        with pytest.raises(WrongStateError, match="locked"):
            act()
    assert _owner(pairings, strap(1).id) == "player-004"
    desk.set_locked(strap(1).id, is_locked=False)
    desk.assign(strap(1), SEVEN)
    assert _owner(pairings, strap(1).id) == "player-007"


def test_that_an_own_name_stays_when_the_owner_changes(desk, pairings) -> None:
    desk.assign(strap(1), FOUR)
    desk.rename(strap(1).id, "  blue 4 ")
    desk.assign(strap(1), SEVEN)
    pairing = pairings.owner_of(strap(1).id)
    assert pairing is not None
    assert pairing.label == "blue 4"


def test_that_only_what_is_paired_can_have_an_own_name(desk) -> None:
    with pytest.raises(NotFoundError, match="owner"):
        desk.rename(strap(1).id, "blue")


def test_that_a_strap_under_another_address_is_known_by_its_serial(desk, pairings) -> None:
    old, new = strap(1, serial="A1"), strap(30, name="Polar", serial="A1")
    desk.assign(old, FOUR)
    desk.assign(strap(2, serial="B2"), SEVEN)
    likely = likely_owners(new, pairings.all(), [new])
    assert [one.player_id for one in likely] == ["player-004"]

    desk.take_over(new, likely[0])
    assert _owner(pairings, new.id) == "player-004"
    assert pairings.owner_of(old.id) is None
    desk.undo()
    assert _owner(pairings, old.id) == "player-004"
    assert pairings.owner_of(new.id) is None


def test_that_two_absent_straps_of_one_name_leave_two_likely_owners(desk, pairings) -> None:
    desk.assign(strap(1, name="TICKR"), FOUR)
    desk.assign(strap(2, name="TICKR"), SEVEN)
    new = strap(30, name="TICKR")
    assert len(likely_owners(new, pairings.all(), [new])) == 2
    one_is_here = [new, strap(1, name="TICKR"), strap(2, state=LinkState.LOST)]
    assert [one.player_id for one in likely_owners(new, pairings.all(), one_is_here)] == [
        "player-007"
    ]
    assert likely_owners(strap(1), pairings.all(), []) == ()
