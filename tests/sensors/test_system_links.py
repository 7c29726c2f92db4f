"""What BlueZ remembers and must not: dead connections, old lists of services."""

import pytest
from bleak.exc import BleakError

from core.domain.sensor import LinkState
from core.sensors.system_links import BluezLinks
from tests.helpers.radio_faults import FaultyRoom, faulty
from tests.helpers.virtual_room import one_of


class FakeBluez:
    """BlueZ's objects, and what was asked of them."""

    def __init__(self) -> None:
        self.tree = {"/org/bluez/hci0": {"org.bluez.Adapter1": {}}}
        self.disconnected: list[str] = []
        self.removed: list[tuple[str, str]] = []
        self.is_dead = False

    def meet(self, address, *, adapter="hci0", is_connected=False, is_paired=False) -> str:
        path = f"/org/bluez/{adapter}/dev_{address.replace(':', '_')}"
        self.tree[path] = {
            "org.bluez.Device1": {
                "Address": address,
                "Adapter": f"/org/bluez/{adapter}",
                "Connected": is_connected,
                "Paired": is_paired,
            }
        }
        return path

    async def objects(self):
        if self.is_dead:
            raise BleakError("no answer")
        return self.tree

    async def disconnect(self, device_path) -> None:
        self.disconnected.append(device_path)

    async def remove(self, adapter_path, device_path) -> None:
        self.removed.append((adapter_path, device_path))


def room_with(bus: FakeBluez, straps: int = 1) -> FaultyRoom:
    room = FaultyRoom(one_of(straps=straps))
    setup = faulty(
        room.gym._central, room.gym.client_backend, room.switch, system_links=BluezLinks(bus)
    )
    room.listen_with(setup)
    return room


async def test_that_a_connection_left_behind_is_closed_at_every_adapter_before_connecting():
    bus = FakeBluez()
    room = room_with(bus, straps=2)
    strap, other = (one.address for one in room.gym.devices)
    stale = [bus.meet(strap, adapter=one, is_connected=True) for one in ("hci0", "hci1")]
    bus.meet(other)
    async with room:
        await room.connect(strap, other)
    assert bus.disconnected == stale
    assert bus.removed == []


async def test_that_a_missing_service_is_asked_for_anew_once_and_the_strap_goes_live():
    bus = FakeBluez()
    room = room_with(bus)
    strap = room.gym.devices[0].address
    path = bus.meet(strap)
    room.switch.forgotten_services.add(strap)
    async with room:
        room.begin_connecting(strap)
        await room.until(lambda: bus.removed, "asked anew")
        await room.play(5)
        assert bus.removed == [("/org/bluez/hci0", path)]  # once is enough to know
        sensor = room.sensor(strap)
        assert (sensor.state, bool(sensor.next_step)) == (LinkState.CONNECTING, True)
        room.switch.forgotten_services.clear()
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live")


async def test_that_a_device_that_somebody_paired_is_never_forgotten():
    bus = FakeBluez()
    bus.meet("A0:00:00:00:00:01", is_paired=True)
    assert not await BluezLinks(bus).forget("A0:00:00:00:00:01")
    assert bus.removed == []


@pytest.mark.parametrize("address", ["A0:00:00:00:00:01", "a0:00:00:00:00:01"])
async def test_that_a_dead_bluez_keeps_nobody_from_connecting(address):
    bus = FakeBluez()
    bus.is_dead = True
    links = BluezLinks(bus)
    await links.close_stale(address)
    assert not await links.forget(address)
