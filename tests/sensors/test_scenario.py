"""Scenario files: what they say, what is wrong with them, and what they do in the gym."""

from pathlib import Path

import pytest

from core.domain.sensor import LinkState, SensorKind
from core.errors import InvalidInputError
from core.gatt import battery, heart_rate, uuids
from core.sensors.virtual.devices import furnish
from core.sensors.virtual.scenario import Scenario, parse_scenario, read_scenario
from tests.helpers.bare_client import BareRoom
from tests.helpers.virtual_room import VirtualRoom, one_of

HEART_RATE = uuids.HEART_RATE_MEASUREMENT
SAMPLES = sorted(Path("resources/gym").glob("*.toml"))


def scenario(*events: str, seed: int = 1) -> Scenario:
    text = "".join(f"[[event]]\n{event}\n" for event in events)
    return parse_scenario(f"seed = {seed}\n{text}", "test.toml")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_that_every_sample_can_be_read_and_has_a_team_with_its_machines(path: Path):
    sample = read_scenario(path)
    devices = furnish(sample.gym, sample.seed)
    assert sample.name
    assert sum(one.kind is SensorKind.HEART_RATE for one in devices) >= 18
    assert len({one.address for one in devices}) == len(devices)


def test_that_there_are_samples():
    assert len(SAMPLES) >= 5


GOOD = """\
name = "x"
seed = 1

[gym]
straps = 2

[[event]]
do = "drop"
at_s = 60

[[event]]
do = "silence"
at_s = 10
for_s = 5
devices = { kind = "heart_rate" }
"""


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        ('do = "drop"', 'do = "dorp"', "Line 8 of x.toml, event 1, do: invalid value 'dorp'."),
        ("at_s = 60", 'at_s = "soon"', "Line 9 of x.toml, event 1, at_s: expected a number,"),
        ("at_s = 60", "", "Line 7 of x.toml, event 1: object missing required field 'at_s'."),
        ("for_s = 5", "for_s = -5", "Line 14 of x.toml, event 2, for_s: expected a number > 0"),
        ("at_s = 60", "at_s = 60\nfor_s = 3", "Line 10 of x.toml, event 1: object contains"),
        ('"heart_rate"', '"hart_rate"', "Line 15 of x.toml, event 2, devices.kind: invalid"),
        ("straps = 2", "strap = 2", "Line 5 of x.toml, gym: object contains unknown field 'strap'"),
        ("straps = 2", "straps = 1000", "Line 5 of x.toml, gym.straps: expected a whole number <="),
        ("seed = 1", "seed = ", "Line 2 of x.toml: invalid value"),
        ("for_s = 5", "for_s = 5\nevery_s = 5", "Line 14 of x.toml, event 2, for_s: it must end"),
        ("for_s = 5", "until_s = 50", "Line 14 of x.toml, event 2, until_s: it says when"),
        ("[[event]]\ndo = \"drop\"", "[[evnt]]\ndo = \"drop\"", "x.toml: object contains unknown"),
    ],
)  # fmt: skip
def test_that_a_mistake_is_named_with_its_line_and_field(good: str, bad: str, sentence: str):
    parse_scenario(GOOD, "x.toml")
    assert good in GOOD
    with pytest.raises(InvalidInputError) as raised:
        parse_scenario(GOOD.replace(good, bad, 1), "x.toml")
    assert raised.value.message.startswith(sentence)
    assert raised.value.message.count(". ") == 0
    assert "resources/gym" in raised.value.suggested_action


def test_that_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(InvalidInputError, match=r"nowhere\.toml cannot be read"):
        read_scenario(tmp_path / "nowhere.toml")


async def test_that_events_begin_repeat_and_end_in_their_time():
    plan = scenario(
        'do = "silence"\nat_s = 10\nfor_s = 5\nevery_s = 20\nuntil_s = 40',
        'do = "battery"\nat_s = 12\npercent = 7',
    )
    async with VirtualRoom(one_of(straps=1), plan) as room:
        happened = []
        room.gym.mishaps.happened.connect(
            lambda one: happened.append((one.at_s, one.event_number, one.is_over))
        )
        await room.play(60)
        assert happened == [
            (10, 0, False),
            (12, 1, False),
            (15, 0, True),
            (30, 0, False),
            (35, 0, True),
        ]


async def test_that_the_same_seed_chooses_the_same_devices_and_another_seed_others():
    event = 'do = "silence"\nat_s = 20\nevery_s = 2\nfor_s = 1\ndevices = { count = 3 }'
    chosen = []
    for seed in (1, 1, 2):
        async with VirtualRoom(one_of(straps=12), scenario(event, seed=seed)) as room:
            each: list[tuple[str, ...]] = []
            room.gym.mishaps.happened.connect(lambda one, to=each: to.append(one.addresses))
            await room.play(32)
            chosen.append(each)
    assert chosen[0] == chosen[1] != chosen[2]
    assert {len(addresses) for addresses in chosen[0]} == {3}
    assert len(set(chosen[0])) > 1


async def test_that_selections_go_by_kind_name_number_and_share():
    events = (
        'do = "swap"\nat_s = 21\ndevices = { kind = "pm5_ski" }',
        'do = "swap"\nat_s = 22\ndevices = { name = "TICKR*" }',
        'do = "swap"\nat_s = 23\ndevices = { kind = "heart_rate", numbers = [2, 4, 99] }',
        'do = "swap"\nat_s = 24\ndevices = { share = 0.5 }',
    )
    async with VirtualRoom(one_of(straps=6, pm5_skis=2), scenario(*events)) as room:
        chosen = []
        room.gym.mishaps.happened.connect(lambda one: chosen.append(one.addresses))
        await room.play(26)
        straps = [one for one in room.gym.devices if one.kind is SensorKind.HEART_RATE]
        skis = [one for one in room.gym.devices if one.kind is SensorKind.PM5_SKI]
        assert chosen[0] == tuple(one.address for one in skis)
        assert chosen[1] == tuple(one.address for one in straps if one.name.startswith("TICKR"))
        assert chosen[2] == (straps[1].address, straps[3].address)
        assert len(chosen[3]) == 4


async def test_that_packets_are_halved_doubled_spoilt_frozen_and_lost_as_the_file_says():
    plan = scenario(
        'do = "half_packets"\nat_s = 10.5\nfor_s = 10',
        'do = "duplicates"\nat_s = 20.5\nfor_s = 10',
        'do = "wrong_flags"\nat_s = 30.5\nfor_s = 10',
        'do = "freeze"\nat_s = 40.5\nfor_s = 10',
        'do = "packet_loss"\nat_s = 50.5\nfor_s = 10',
        'do = "lie"\nheart_rate_bpm = 255\nat_s = 60.5\nfor_s = 10',
        'do = "weak_signal"\nweaker_db = 50\nat_s = 70.5\nfor_s = 10',
    )
    async with BareRoom(one_of(straps=1), plan) as room:
        strap = room.gym.devices[0].address
        room.gym.set_intensity("guest 1", 0.7)
        await room.connect(strap, HEART_RATE)
        heard = room.heard[HEART_RATE]

        async def in_ten_seconds() -> list[bytes]:
            heard.clear()
            await room.play(10)
            return list(heard)

        await room.play(0.5)
        usual = await in_ten_seconds()
        assert len(usual) == 10
        assert {one[0] for one in usual} == {0x16}  # contact, RR intervals
        halves = await in_ten_seconds()
        assert len(halves) == 10
        assert max(len(one) for one in halves) <= 3
        assert len(await in_ten_seconds()) == 20
        spoilt = await in_ten_seconds()
        assert all((one[0] ^ 0x16).bit_count() == 1 for one in spoilt)
        frozen = await in_ten_seconds()
        assert len(frozen) == 10
        assert len(set(frozen)) == 1
        assert await in_ten_seconds() == []
        lies = [heart_rate.decode(one).heart_rate_bpm for one in await in_ten_seconds()]
        assert lies == [255] * 10
        assert await in_ten_seconds() == []  # too weak to be heard
        assert len(await in_ten_seconds()) == 10


async def test_that_a_machine_s_counters_begin_at_zero_when_it_is_restarted():
    plan = scenario('do = "restart"\nat_s = 60')
    async with BareRoom(one_of(power_meter_bikes=1), plan) as room:
        pedals = room.gym.devices[0].address
        room.gym.set_intensity("guest 1", 0.7)
        await room.connect(pedals, uuids.CYCLING_POWER_MEASUREMENT)
        await room.play(59)
        before = room.heard[uuids.CYCLING_POWER_MEASUREMENT][-1]
        await room.play(1)
        await room.connect(pedals, uuids.CYCLING_POWER_MEASUREMENT)
        await room.play(5)
        after = room.heard[uuids.CYCLING_POWER_MEASUREMENT][-1]
        turns = [int.from_bytes(one[4:6], "little") for one in (before, after)]
        assert turns[0] > 60
        assert turns[1] < 10


async def test_that_a_dead_battery_takes_a_strap_away_until_it_has_a_new_one():
    plan = scenario('do = "dead_battery"\nat_s = 10\nfor_s = 30')
    async with VirtualRoom(one_of(straps=1), plan) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        await room.play(35)
        assert room.sensor(strap).state is LinkState.LOST
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live again")
        await room.until(lambda: room.sensor(strap).battery_percent == 100, "charge read")


async def test_that_a_device_under_a_new_address_is_the_same_device():
    plan = scenario('do = "change_address"\nat_s = 10')
    async with BareRoom(one_of(straps=1), plan) as room:
        device = room.gym.devices[0]
        await room.connect(device.address, HEART_RATE)
        await room.play(11)
        (again,) = room.gym.devices
        assert again.address != device.address
        assert (again.name, again.serial) == (device.name, device.serial)
        room.advertised.clear()
        await room.play(1)
        while again.address not in room.advertised:
            await room.play(0.25)
        client = await room.connect(again.address, HEART_RATE)
        serial = await client.read_gatt_char(uuids.SERIAL_NUMBER)
        assert bytes(serial).decode() == device.serial
        charge = await client.read_gatt_char(uuids.BATTERY_LEVEL)
        assert battery.decode(bytes(charge)) == device.battery_percent


async def test_that_swapped_straps_measure_each_other_s_wearers():
    plan = scenario('do = "swap"\nat_s = 300\ndevices = { numbers = [1, 2] }')
    async with VirtualRoom(one_of(straps=2), plan) as room:
        one, other = (device.address for device in room.gym.devices)
        room.gym.set_intensity("guest 1", 0.9)
        await room.connect(one, other)
        await room.play(280)
        before = last_rates(room)
        await room.play(30)
        after = last_rates(room)
        assert before[one] > 150 > before[other]
        assert after[other] > 150 > after[one]


def last_rates(room: VirtualRoom) -> dict[str, int]:
    return {one.sensor_id: one.heart_rate_bpm for one in room.readings if one.heart_rate_bpm}


HARD = [
    'do = "refuse_connections"\nat_s = 0\nfor_s = 6',
    'do = "slow_discovery"\ndelay_s = 3\nat_s = 0\nfor_s = 30',
    'do = "drop_at"\nphase = "connect"\nat_s = 0\nfor_s = 6',
    'do = "drop_at"\nphase = "discovery"\nat_s = 0\nfor_s = 6',
    'do = "drop_at"\nphase = "subscribe"\nat_s = 0\nfor_s = 6',
    'do = "drop_at"\nphase = "read"\nat_s = 0\nfor_s = 6',
]


@pytest.mark.parametrize("event", HARD)
async def test_that_a_device_that_makes_connecting_hard_is_live_in_the_end_and_others_before(
    event: str,
):
    plan = scenario(f"{event}\ndevices = {{ numbers = [1] }}")
    async with VirtualRoom(one_of(straps=2), plan) as room:
        hard, easy = (device.address for device in room.gym.devices)
        await room.connect(hard, easy)
        await room.until(
            lambda: (
                {LinkState.LIVE} == {room.sensor(one).state for one in (hard, easy)}
                and room.gym.faults.times_connected(hard) > ("slow" not in event)
            ),
            "both live",
        )
        assert room.gym.faults.times_connected(easy) == 1
