"""Polar's control point: packets of the maker's specification and worked out by hand."""

import pytest

from core.errors import MalformedPacketError
from core.gatt import polar_control
from core.gatt.polar_control import Answer, Features, Operation, Request, Result
from core.gatt.polar_settings import PolarSettings
from core.gatt.polar_stream import StreamKind


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "0F 05 00",
            Features(measurements=(StreamKind.ECG, StreamKind.ACCELERATION)),
        ),
        (
            "0F 6E 02",
            Features(
                measurements=(
                    StreamKind.PPG,
                    StreamKind.ACCELERATION,
                    StreamKind.PPI,
                    StreamKind.GYROSCOPE,
                    StreamKind.MAGNETOMETER,
                    StreamKind.SDK_MODE,
                )
            ),
        ),
        ("01 02", Request(operation=Operation.GET_SETTINGS, measurement=StreamKind.ACCELERATION)),
        (
            "02 00 00 01 82 00 01 01 0E 00",
            Request(
                operation=Operation.START,
                measurement=StreamKind.ECG,
                settings=PolarSettings(sample_rate_hz=(130,), resolution_bits=(14,)),
            ),
        ),
        ("03 03", Request(operation=Operation.STOP, measurement=StreamKind.PPI)),
        (
            "03 83",
            Request(operation=Operation.STOP, measurement=StreamKind.PPI, is_offline=True),
        ),
        ("05", Request(operation=Operation.GET_STATUS)),
        (
            "F0 01 02 00 00 00 04 19 00 32 00 64 00 C8 00 01 01 10 00 02 03 02 00 04 00 08 00",
            Answer(
                operation=Operation.GET_SETTINGS,
                measurement=StreamKind.ACCELERATION,
                result=Result.SUCCESS,
                settings=PolarSettings(
                    sample_rate_hz=(25, 50, 100, 200),
                    resolution_bits=(16,),
                    range_units=(2, 4, 8),
                ),
            ),
        ),
        (
            "F0 02 05 00 00 05 01 00 00 80 3E",
            Answer(
                operation=Operation.START,
                measurement=StreamKind.GYROSCOPE,
                result=Result.SUCCESS,
                settings=PolarSettings(conversion_factor=(0.25,)),
            ),
        ),
        (
            "F0 02 00 06",
            Answer(
                operation=Operation.START,
                measurement=StreamKind.ECG,
                result=Result.ALREADY_IN_STATE,
            ),
        ),
        (
            "F0 01 01 00 01 04 02 04 01",
            Answer(
                operation=Operation.GET_SETTINGS,
                measurement=StreamKind.PPG,
                result=Result.SUCCESS,
                has_more=True,
                settings=PolarSettings(channels=(4, 1)),
            ),
        ),
    ],
)
def test_that_a_packet_is_read_and_written(text: str, value: Features | Request | Answer) -> None:
    assert polar_control.decode(hexed(text)) == value
    assert polar_control.encode(value) == hexed(text)


def test_that_a_success_may_end_without_settings():
    answer = polar_control.decode(hexed("F0 03 00 00"))
    assert answer == Answer(
        operation=Operation.STOP, measurement=StreamKind.ECG, result=Result.SUCCESS
    )


def test_that_kinds_of_settings_from_the_future_are_handed_on_unread():
    answer = polar_control.decode(hexed("F0 01 00 00 00 00 01 82 00 07 01 05"))
    assert isinstance(answer, Answer)
    assert answer.settings == PolarSettings(sample_rate_hz=(130,), unread=hexed("07 01 05"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "byte 0"),
        ("00", "operation 0x00 is unknown"),
        ("01", "byte 1"),
        ("01 04", "measurement, byte 1"),
        ("02 00 00 02 82 00", "byte 6"),
        ("F0 01 02 0F", "result, byte 3"),
        ("F0 02 05 00 00 05 01 00 00 C0 7F", "byte 7, is no number"),
    ],
)
def test_that_a_packet_that_cannot_be_read_says_where(text: str, why: str) -> None:
    with pytest.raises(MalformedPacketError, match=why):
        polar_control.decode(hexed(text))
