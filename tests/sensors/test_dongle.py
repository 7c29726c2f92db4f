"""The driver of USB dongles, on bumble's own controllers and link instead of USB."""

import asyncio
from random import Random
from types import SimpleNamespace

import pytest
from bleak.exc import BleakError
from bumble import hci
from bumble.controller import Controller
from bumble.core import AdvertisingData
from bumble.device import Device
from bumble.gatt import Characteristic, Service
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink

from core.clock import SystemClock
from core.domain.ids import SensorId
from core.domain.sensor import LinkState
from core.sensors.adapter import Adapter
from core.sensors.dongle import DongleCentral, DongleOpener, OpenDongle, setup_of
from core.sensors.radio import BleakSource
from core.sensors.virtual.air import AirController
from core.tasks import TaskScope
from tests.helpers.waiting import until

ADDRESS = "00:22:D0:00:00:01"


def public(address: str) -> hci.Address:
    return hci.Address(address, hci.Address.PUBLIC_DEVICE_ADDRESS)


class PlainController(Controller):
    le_features = AirController.le_features  # no extended advertising, as in cheap dongles


class PublicLink(LocalLink):
    """bumble's own takes every device for one with a random address."""

    def send_acl_data(self, sender_controller, destination_address, transport, data) -> None:
        for one in self.controllers:
            if one.public_address == destination_address:
                asyncio.get_running_loop().call_soon(
                    one.on_link_acl_data, sender_controller.public_address, transport, data
                )


def radio(link: LocalLink, address: str) -> Device:
    controller = PlainController("controller", link=link, public_address=public(address))
    host = Host(controller, AsyncPipeSink(controller))
    return Device(name="device", address=controller.public_address, host=host)


def opener_of(device: Device, closed: list[str]) -> DongleOpener:
    async def close() -> None:
        closed.append("given back")

    async def opened() -> OpenDongle:
        return OpenDongle(device, close)

    return opened


@pytest.mark.timeout(90)
async def test_that_a_strap_is_found_connected_and_read_through_a_dongle_of_ones_own():
    link = PublicLink()
    strap = radio(link, ADDRESS)
    measurement = Characteristic(
        "2A37", Characteristic.Properties.NOTIFY, Characteristic.Permissions(0), b""
    )
    strap.add_service(Service("180D", [measurement]))
    await strap.power_on()
    advertising_data = AdvertisingData(
        [
            (AdvertisingData.COMPLETE_LOCAL_NAME, b"Polar H10 1"),
            (AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, b"\x0d\x18"),
        ]
    )
    await strap.start_advertising(
        advertising_data=bytes(advertising_data),
        own_address_type=hci.OwnAddressType.PUBLIC,
        auto_restart=True,
    )
    closed = []
    central = DongleCentral(opener_of(radio(link, "00:22:D0:00:00:02"), closed))
    source = BleakSource(SystemClock(), Random(1), adapters=(setup_of(central, "usb:0"),))  # noqa: S311 - jitter
    bpm = []
    source.reading_received.connect(lambda reading: bpm.append(reading.heart_rate_bpm))
    await source.start()
    await until(lambda: source.sensors, "found")
    subscribed = []
    measurement.on(measurement.EVENT_SUBSCRIPTION, lambda *_: subscribed.append(True))
    tasks = TaskScope()
    tasks.spawn(source.connect(SensorId(ADDRESS)), name="connect")
    # A first attempt may be lost on bumble's plain link; the next follows after its time limit.
    await until(lambda: subscribed, "listened to", timeout_s=50)
    await strap.notify_subscribers(measurement, b"\0\x8f")
    await until(lambda: bpm, "read")
    assert bpm == [143]
    assert source.sensors[0].state is LinkState.LIVE
    assert source.radio.capacity.used == 1
    await tasks.close()
    await source.close()
    assert closed == ["given back"]
    await strap.power_off()


async def test_that_a_dongle_that_was_pulled_is_given_back_and_opened_anew_by_the_next_scan():
    link, closed, opened = PublicLink(), [], []

    async def opener() -> OpenDongle:
        device = radio(link, f"00:22:D0:00:00:0{len(opened) + 2}")
        opened.append(device)
        return await opener_of(device, closed)()

    central = DongleCentral(opener)
    setup = setup_of(central, "usb:0")
    adapter = Adapter(setup, lambda *_: None)
    await adapter.start()
    lost = []
    opened[0].connections[1] = SimpleNamespace(
        EVENT_DISCONNECTION="disconnection", emit=lambda *_: lost.append("told"), handle=1
    )
    opened[0].host.on_transport_lost()
    assert lost == ["told"]
    await until(lambda: closed, "given back")
    with pytest.raises(BleakError, match="unplugged"):
        await central.connect(ADDRESS)
    await adapter.restart()
    assert (len(opened), adapter.is_scanning) == (2, True)
    await adapter.close()
    assert closed == ["given back", "given back"]
