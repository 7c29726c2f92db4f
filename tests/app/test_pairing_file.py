"""Pairings outlive the program, with what the trainer added to them."""

from __future__ import annotations

from pathlib import Path

from app.pairing_file import remembered_pairings
from core.domain.ids import PlayerId, SensorId
from core.services.desk.pairing_desk import Owner, PairingDesk
from tests.helpers.sensor_fakes import strap


def test_that_owner_name_and_lock_are_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "pairings.json"
    desk = PairingDesk(remembered_pairings(path))
    desk.assign(strap(1, serial="8C0001"), Owner(player_id=PlayerId("player-004")))
    desk.rename(strap(1).id, "Blue 4")
    desk.set_locked(strap(1).id, is_locked=True)

    pairing = remembered_pairings(path).owner_of(strap(1).id)
    assert pairing is not None
    assert (pairing.player_id, pairing.label, pairing.serial) == ("player-004", "Blue 4", "8C0001")
    assert pairing.is_locked


def test_that_pairings_of_an_earlier_version_are_read(tmp_path: Path) -> None:
    path = tmp_path / "pairings.json"
    path.write_text('[{"sensorId": "AA:01", "playerId": "player-004"}]', encoding="utf-8")
    pairing = remembered_pairings(path).owner_of(SensorId("AA:01"))
    assert pairing is not None
    assert (pairing.player_id, pairing.label, pairing.is_locked) == ("player-004", "", False)
