"""How records of machines are laid out: remembered shapes, and what a class must say."""

from random import Random

import msgspec
import pytest

from core.errors import MalformedPacketError
from core.gatt import (
    ftms_cross_trainer,
    ftms_indoor_bike,
    ftms_rower,
    ftms_stair_climber,
    ftms_step_climber,
    ftms_treadmill,
)
from core.gatt.shapes import Shapes

MACHINES = [
    ftms_cross_trainer,
    ftms_indoor_bike,
    ftms_rower,
    ftms_stair_climber,
    ftms_step_climber,
    ftms_treadmill,
]


def test_that_noise_does_not_make_the_remembered_shapes_grow_without_end():
    random = Random(1)  # noqa: S311 - a simulation
    for _ in range(2000):
        ftms_indoor_bike.decode(b"\0" + random.randbytes(40))
    assert len(ftms_indoor_bike._LAYOUT._plans) <= 256


@pytest.mark.parametrize("machine", MACHINES, ids=lambda each: each.__name__)
def test_that_every_number_of_a_machine_s_record_is_both_written_and_read(machine) -> None:
    empty = machine.decode(machine.encode(type(machine.decode(b"\1\0\0"))()))
    numbers = [name for name in empty.__struct_fields__ if not name.startswith("is_")]
    for name in numbers:
        value = msgspec.structs.replace(empty, **{name: 10})
        assert machine.decode(machine.encode(value)) == value, name


def test_that_a_cut_packet_names_the_first_number_that_is_not_whole():
    shapes = Shapes("test", 0b11, lambda flags: "B" + ("I" if flags & 1 else "") + "H")
    assert shapes.read(bytes(4)) == (0, (0, 0), 4)
    with pytest.raises(MalformedPacketError, match=r"6 bytes.*byte 6 takes 2"):
        shapes.read(b"\1" + bytes(5))
    with pytest.raises(MalformedPacketError, match=r"5 bytes.*byte 2 takes 4"):
        shapes.read(b"\1" + bytes(4))
