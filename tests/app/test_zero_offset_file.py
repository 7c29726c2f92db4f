from pathlib import Path

from app.zero_offset_file import read_zero_offsets, write_zero_offsets
from core.domain.control import OffsetUnit, ZeroOffset
from core.domain.ids import SensorId

_OFFSET = ZeroOffset(
    sensor_id=SensorId("02:48:48:05:00:01"), at=1.5e9, offset=-1.5, unit=OffsetUnit.NEWTON_METRE
)


def test_that_offsets_come_back_as_they_were_written(tmp_path: Path):
    path = tmp_path / "zero_offsets.json"
    assert read_zero_offsets(path) == ()
    write_zero_offsets(path, (_OFFSET,))
    assert read_zero_offsets(path) == (_OFFSET,)


def test_that_a_damaged_file_is_set_aside(tmp_path: Path):
    path = tmp_path / "zero_offsets.json"
    path.write_bytes(b'[{"sensorId": 3')
    assert read_zero_offsets(path) == ()
    assert (tmp_path / "zero_offsets.damaged.json").read_bytes() == b'[{"sensorId": 3'
