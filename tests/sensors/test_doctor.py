"""What is missing for Bluetooth, one sentence each with its remedy."""

import asyncio
import shutil
from pathlib import Path

import pytest
from bleak import BleakScanner
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason as Reason

from core.sensors import doctor
from core.sensors.platform_adapters import platform_adapters

READY = {"Powered": True, "Roles": ["central", "peripheral"]}


def only(findings) -> tuple[str, str]:
    (finding,) = findings
    assert not finding.is_good
    return finding.text, finding.remedy


def test_that_an_adapter_that_is_ready_is_good():
    assert [one.is_good for one in doctor.adapter_findings({"hci0": READY}, ())] == [True]


def test_that_no_adapter_no_power_an_old_one_and_a_switch_are_told_apart():
    assert "no Bluetooth adapter" in only(doctor.adapter_findings({}, ()))[0]
    text, remedy = only(doctor.adapter_findings({"hci0": {**READY, "Powered": False}}, ()))
    assert ("hci0 has no power" in text, "bluetoothctl power on" in remedy) == (True, True)
    text, remedy = only(doctor.adapter_findings({"hci1": {**READY, "Roles": []}}, ()))
    assert "knows no Bluetooth Low Energy" in text
    text, remedy = only(doctor.adapter_findings({}, ("hci0",)))
    assert "rfkill unblock bluetooth" in remedy


def test_that_blocked_radios_are_read_from_the_kernel(tmp_path):
    for number, (kind, soft, hard) in enumerate(
        (("wlan", "1", "0"), ("bluetooth", "0", "0"), ("bluetooth", "1", "0"))
    ):
        switch = tmp_path / f"rfkill{number}"
        switch.mkdir()
        values = {"type": kind, "name": f"hci{number}", "soft": soft, "hard": hard}
        for name, value in values.items():
            (switch / name).write_text(value + "\n")
    assert doctor.blocked_radios(tmp_path) == ("hci2",)


@pytest.mark.parametrize(
    ("version", "is_good"), [("10.0.19045", False), ("10.0.22631", True), ("odd", False)]
)
def test_that_windows_before_eleven_is_too_old(version, is_good):
    (finding,) = doctor.system_findings("win32", version)
    assert finding.is_good is is_good
    assert bool(finding.remedy) is not is_good
    assert doctor.system_findings("darwin", version) == ()


@pytest.mark.parametrize("reason", Reason)
async def test_that_every_refusal_of_a_platform_has_a_sentence_and_a_remedy(reason):
    class Refusing(BaseBleakScanner):
        def __init__(self, callback, service_uuids, _mode, **_):
            super().__init__(callback, service_uuids)

        async def start(self) -> None:
            raise BleakBluetoothNotAvailableError("no", reason)

        async def stop(self) -> None: ...

    finding = await doctor.try_a_scan(lambda: BleakScanner(backend=Refusing))
    assert not finding.is_good
    assert finding.text.endswith(".")
    assert finding.remedy.endswith(".")


@pytest.mark.skipif(
    Path("/run/dbus/system_bus_socket").exists(), reason="this machine has a system bus"
)
async def test_that_a_computer_without_a_system_bus_is_told_so():
    text, remedy = only(await doctor.examine_linux())
    assert "No D-Bus system service" in text
    assert "systemctl start dbus" in remedy


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
async def test_that_a_bus_without_bluez_is_told_so(tmp_path, monkeypatch):
    address = f"unix:path={tmp_path / 'bus'}"
    daemon = await asyncio.create_subprocess_exec(
        *("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"),
        "--print-address",
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        await daemon.stdout.readline()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        answers, missing = await doctor.examine_linux(tmp_path)
    finally:
        daemon.terminate()
        await daemon.wait()
    assert answers.is_good
    assert "BlueZ" in missing.text
    assert "apt install bluez" in missing.remedy


def test_that_several_adapters_of_the_kernel_are_all_used(tmp_path):
    (tmp_path / "hci0").mkdir()
    (tmp_path / "hci0:12").mkdir()
    (only,) = platform_adapters(tmp_path)
    assert (only.name, only.bluez_name) == ("bluetooth", None)
    (tmp_path / "hci1").mkdir()
    assert [one.bluez_name for one in platform_adapters(tmp_path)] == ["hci0", "hci1"]
