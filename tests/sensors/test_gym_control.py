"""The control points of the virtual machines, byte by byte over the virtual link."""

from bleak import BleakClient

from core.gatt import ftms_indoor_bike, uuids
from tests.helpers.bare_client import BareRoom
from tests.helpers.virtual_room import one_of

POINT = uuids.FITNESS_MACHINE_CONTROL_POINT
STATUS = uuids.FITNESS_MACHINE_STATUS
ZERO = uuids.CYCLING_POWER_CONTROL_POINT


class Bike:
    """A bike, and what it answers."""

    def __init__(self, room: BareRoom, client: BleakClient) -> None:
        self.room = room
        self.client = client

    async def ask(self, *request: int, point: str = POINT) -> str:
        self.room.heard[point].clear()
        await self.client.write_gatt_char(point, bytes(request), response=True)
        await self.room.gym.settle()
        (answer,) = self.room.heard[point]
        return answer.hex()

    def power_w(self) -> float:
        return ftms_indoor_bike.decode(self.room.heard[uuids.INDOOR_BIKE_DATA][-1]).power_w


async def bike_in(room: BareRoom) -> Bike:
    address = room.gym.devices[0].address
    return Bike(room, await room.connect(address, POINT, STATUS, uuids.INDOOR_BIKE_DATA))


async def test_that_a_bike_obeys_only_who_asked_for_control_first():
    async with BareRoom(one_of(ftms_bikes=1)) as room:
        bike = await bike_in(room)
        assert await bike.ask(0x05, 0xC8, 0x00) == "800505"  # control not permitted
        assert await bike.ask(0x00) == "800001"
        assert await bike.ask(0x05, 0xC8, 0x00) == "800501"
        assert room.heard[STATUS][-1].hex() == "08c800"


async def test_that_a_rider_follows_a_set_power_until_somebody_else_takes_control():
    async with BareRoom(one_of(ftms_bikes=1)) as room:
        bike = await bike_in(room)
        room.gym.set_intensity("guest 1", 0.5)
        await room.play(20)
        assert abs(bike.power_w() - 125) < 30
        await bike.ask(0x00)
        await bike.ask(0x05, 0xDC, 0x00)  # 220 W
        await room.play(20)
        assert abs(bike.power_w() - 220) < 12
        room.gym.faults.take_control(room.gym.devices[0].address)
        await room.gym.settle()
        assert room.heard[STATUS][-1].hex() == "ff"
        assert await bike.ask(0x05, 0xDC, 0x00) == "800505"
        await room.play(20)
        assert bike.power_w() < 180


async def test_that_stop_pause_start_and_reset_are_obeyed_and_told():
    async with BareRoom(one_of(ftms_bikes=1)) as room:
        bike = await bike_in(room)
        await bike.ask(0x00)
        await bike.ask(0x05, 0xC8, 0x00)
        await room.play(15)
        assert await bike.ask(0x08, 0x02) == "800801"
        assert room.heard[STATUS][-1].hex() == "0202"
        await room.play(15)
        assert bike.power_w() == 0
        assert await bike.ask(0x07) == "800701"
        assert room.heard[STATUS][-1].hex() == "04"
        await room.play(15)
        assert abs(bike.power_w() - 200) < 12
        assert await bike.ask(0x01) == "800101"
        assert room.heard[STATUS][-1].hex() == "01"
        assert await bike.ask(0x07) == "800705"


async def test_that_resistance_and_hills_change_what_the_rider_gives():
    async with BareRoom(one_of(ftms_bikes=1)) as room:
        bike = await bike_in(room)
        room.gym.set_intensity("guest 1", 0.5)
        await bike.ask(0x00)
        assert await bike.ask(0x11, 0x00, 0x00, 0xE8, 0x03, 0x28, 0x33) == "801101"  # 10 %
        await room.play(20)
        assert bike.power_w() > 200
        assert await bike.ask(0x04, 0x64, 0x00) == "800401"  # 10.0 in two bytes
        await room.play(20)
        assert bike.power_w() < 90


async def test_that_what_a_bike_cannot_is_refused_by_its_code():
    async with BareRoom(one_of(ftms_bikes=1)) as room:
        bike = await bike_in(room)
        await bike.ask(0x00)
        assert await bike.ask(0x05, 0xE8, 0x03) == "800503"  # 1000 W: invalid parameter
        assert await bike.ask(0x02, 0xE8, 0x03) == "800202"  # a speed: not supported
        assert await bike.ask(0x42) == "804202"  # nobody knows that
        room.gym.faults.manners_of(room.gym.devices[0].address).refuses_control = True
        assert await bike.ask(0x05, 0xC8, 0x00) == "800504"  # failed
        assert len(room.heard[STATUS]) == 0


async def test_that_control_ends_with_the_link():
    async with BareRoom(one_of(ftms_bikes=1)) as room:
        bike = await bike_in(room)
        await bike.ask(0x00)
        await bike.client.disconnect()
        await room.gym.settle()
        again = await bike_in(room)
        assert await again.ask(0x05, 0xC8, 0x00) == "800505"


async def test_that_pedals_tell_their_zero_offset_but_not_under_load():
    async with BareRoom(one_of(power_meter_bikes=1)) as room:
        pedals = room.gym.devices[0].address
        meter = Bike(room, await room.connect(pedals, ZERO, uuids.CYCLING_POWER_MEASUREMENT))
        answer = await meter.ask(0x0C, point=ZERO)
        assert answer.startswith("200c01")
        offset = int.from_bytes(bytes.fromhex(answer)[3:], "little", signed=True)
        assert abs(offset) < 60
        assert await meter.ask(0x04, 0x59, 0x01, point=ZERO) == "200402"  # a crank length
        room.gym.set_intensity("guest 1", 0.5)
        await room.play(5)
        assert await meter.ask(0x0C, point=ZERO) == "200c04"
