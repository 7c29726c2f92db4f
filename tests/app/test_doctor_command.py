"""`hockeyhub doctor`."""

from pathlib import Path

import pytest

from app.cli import main
from app.doctor_command import report
from core.domain.radio import RadioFinding

GOOD = RadioFinding(is_good=True, text="The search for sensors starts.")
BAD = RadioFinding(is_good=False, text="The adapter hci1 has no power.", remedy="Switch it on.")


@pytest.mark.skipif(Path("/sys/class/bluetooth").exists(), reason="this machine has Bluetooth")
def test_that_a_computer_without_bluetooth_gives_one_line_for_each_finding_and_exit_code_one(
    capsys,
):
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("missing") for line in lines)
    assert lines[-1].endswith("hockeyhub --demo")


def test_that_what_works_in_the_end_is_usable_although_a_second_adapter_is_off(capsys):
    assert report((BAD, GOOD)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "missing  The adapter hci1 has no power. Switch it on.",
        "ok       The search for sensors starts.",
    ]


def test_that_what_does_not_work_in_the_end_is_not_usable(capsys):
    assert report((GOOD, BAD)) == 1
    assert "Switch it on." in capsys.readouterr().out
