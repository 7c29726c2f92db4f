import pytest

from core.gatt import cycling_power, speed_cadence
from core.gatt.cycling_power import Revolutions
from core.gatt.wheel_speed import WheelSpeed

WHEEL_M = 2.0


def turned(count: int, ticks: int) -> Revolutions:
    return Revolutions(count=count % (1 << 32), event_ticks=ticks % (1 << 16))


@pytest.mark.parametrize(
    "ticks_per_s", [cycling_power.WHEEL_TICKS_PER_S, speed_cadence.WHEEL_TICKS_PER_S]
)
def test_that_both_services_give_the_same_speed_each_in_its_own_unit(ticks_per_s):
    wheel = WheelSpeed(WHEEL_M, ticks_per_s)
    shown = [wheel.update(turned(5 * s, ticks_per_s * s), float(s)) for s in range(100)]
    assert shown[0] is None
    assert shown[1:] == pytest.approx([10.0] * 99)
    assert wheel.distance_m == pytest.approx(990)


def test_that_the_32_bit_counter_may_roll_over():
    wheel = WheelSpeed(WHEEL_M, 1024)
    wheel.update(turned((1 << 32) - 2, 0), 0.0)
    assert wheel.update(turned(3, 1024), 1.0) == pytest.approx(10.0)
    assert wheel.distance_m == 10.0


def test_that_a_wheel_rolled_in_reverse_adds_no_way():
    wheel = WheelSpeed(WHEEL_M, 1024)
    wheel.update(turned(1000, 0), 0.0)
    wheel.update(turned(1005, 1024), 1.0)
    wheel.update(turned(1003, 2048), 2.0)
    assert wheel.distance_m == 10.0
    wheel.update(turned(1006, 3072), 3.0)
    assert wheel.distance_m == 16.0


def test_that_a_standing_wheel_has_no_speed_after_three_seconds():
    wheel = WheelSpeed(WHEEL_M, 1024)
    wheel.update(turned(0, 0), 0.0)
    wheel.update(turned(5, 1024), 1.0)
    assert wheel.update(turned(5, 1024), 3.9) == pytest.approx(10.0)
    assert wheel.update(turned(5, 1024), 4.0) == 0.0


def test_that_a_counter_that_restarts_with_a_new_connection_adds_nothing():
    wheel = WheelSpeed(WHEEL_M, 1024)
    wheel.update(turned(500, 0), 0.0)
    wheel.update(turned(505, 1024), 1.0)
    wheel.reset()
    assert wheel.update(turned(700, 0), 60.0) is None
    assert wheel.distance_m == 10.0
