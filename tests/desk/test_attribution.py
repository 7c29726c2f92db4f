from datetime import UTC, datetime

from core.domain.sensor import Pairing
from core.domain.session import Assignment, Session
from core.services.desk.attribution import routes_of
from core.services.desk.pairings import Pairings

ROWING_GROUP = Session(
    id="session-1",
    name="Rowing Group A",
    equipment="ROWING",
    facility_id="facility-001",
    starts_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
    duration_min=60,
    assignments=(
        Assignment(player_id="player-001", unit_id="rower-1"),
        Assignment(player_id="player-002", unit_id="rower-2"),
    ),
)


def test_that_a_strap_speaks_for_its_player_and_an_erg_for_whoever_sits_on_it():
    pairings = (
        Pairing(sensor_id="strap", player_id="player-001"),
        Pairing(sensor_id="erg", unit_id="rower-2"),
    )
    assert routes_of(pairings, [ROWING_GROUP]) == {
        "strap": ("session-1", "player-001"),
        "erg": ("session-1", "player-002"),
    }


def test_that_a_sensor_of_somebody_who_does_not_train_goes_nowhere():
    pairings = (
        Pairing(sensor_id="strap", player_id="player-099"),
        Pairing(sensor_id="erg", unit_id="rower-8"),
    )
    assert routes_of(pairings, [ROWING_GROUP]) == {}


def test_that_pairing_a_sensor_again_replaces_its_owner_and_says_so():
    told: list[int] = []
    pairings = Pairings([Pairing(sensor_id="strap", player_id="player-001")])
    pairings.changed.connect(lambda: told.append(1))
    pairings.pair(Pairing(sensor_id="strap", player_id="player-002"))
    pairings.unpair("strap")
    pairings.unpair("strap")
    assert pairings.all() == ()
    assert len(told) == 2
