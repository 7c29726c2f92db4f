"""Known sensors sign their players in, and are known again."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.domain.sensor import LinkState, Pairing
from core.services.desk.pairings import Pairings
from core.services.desk.presence import DeviceMemory, present_players
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.sensor_fakes import strap

FOUR = Pairing(sensor_id=strap(1).id, player_id=PlayerId("player-004"))


def test_that_a_player_is_present_while_his_strap_is_in_range() -> None:
    pairings = (FOUR, Pairing(sensor_id=strap(2).id, player_id=PlayerId("player-007")))
    sensors = (strap(1, state=LinkState.CONNECTING), strap(2, state=LinkState.LOST), strap(3))
    assert present_players(pairings, sensors) == {"player-004"}


def test_that_a_pairing_learns_name_and_serial_of_its_device_once() -> None:
    radio, pairings = FakeSensorSource(), Pairings([FOUR])
    changes: list[int] = []
    pairings.changed.connect(lambda: changes.append(1))
    DeviceMemory(radio, pairings)
    radio.show(strap(1, serial="8C0001"))
    radio.show(strap(1))
    radio.show(strap(2))
    learnt = pairings.owner_of(strap(1).id)
    assert learnt is not None
    assert (learnt.sensor_name, learnt.serial) == ("Polar H10 8C0001", "8C0001")
    assert len(changes) == 1
    assert pairings.owner_of(strap(2).id) is None
