from hypothesis import given, strategies as st

from core.gatt.cadence import Cadence


def pedal(cadence: Cadence, rpm: float, seconds: float, *, start: float, every_s: float = 1.0):
    """Packets of a sensor at a steady cadence: the last revolution before each instant."""
    shown = []
    for step in range(int(seconds / every_s)):
        now = start + step * every_s
        count = int(now * rpm / 60)
        event_s = count * 60 / rpm
        shown.append(cadence.update(count % 65536, round(event_s * 1024) % 65536, now))
    return shown


@given(st.floats(32, 200), st.sampled_from([0.25, 0.5, 1.0]), st.floats(0, 5000))
def test_that_a_steady_cadence_is_found_and_never_falsely_zero(rpm, every_s, start):
    shown = pedal(Cadence(), rpm, 40, start=start, every_s=every_s)
    known = [value for value in shown if value is not None]
    assert len(known) >= len(shown) / 2
    assert all(abs(value - rpm) < 0.02 * rpm for value in known)


def test_that_counter_and_time_may_roll_over():
    cadence = Cadence()
    cadence.update(65535, 65000, 0.0)
    assert cadence.update(1, 65000 + 2048 - 65536, 2.0) == 60.0


def test_that_repeats_mean_zero_after_three_seconds_and_not_before():
    cadence = Cadence()
    pedal(cadence, 90, 10, start=0)
    last = (15 - 1, round((15 - 1) * 60 / 90 * 1024))
    now = 9.0
    first = cadence.update(*last, now)
    assert first is not None
    assert cadence.update(*last, now + 1.9) == first
    assert cadence.update(*last, now + 3.5) == 0.0


def test_that_slow_pedalling_is_waited_for():
    cadence = Cadence()
    cadence.update(0, 0, 0.0)
    cadence.update(1, 2048, 2.0)
    assert cadence.update(2, 4096, 4.0) == 30.0
    assert cadence.update(2, 4096, 8.9) == 30.0
    assert cadence.update(2, 4096, 9.0) == 0.0


def test_that_the_first_revolution_after_a_stop_says_nothing_about_its_speed():
    cadence = Cadence()
    pedal(cadence, 60, 10, start=0)
    assert cadence.update(9, 9 * 1024, 80.0) == 0.0
    assert cadence.update(10, (80 * 1024) % 65536, 80.5) is None
    assert cadence.update(11, (81 * 1024) % 65536, 81.5) == 60.0


def test_that_a_counter_running_backwards_adds_nothing():
    cadence = Cadence()
    cadence.update(1000, 0, 0.0)
    cadence.update(1001, 1024, 1.0)
    assert cadence.update(3, 2048, 2.0) == 60.0
    assert cadence.update(4, 2048 + 512, 2.5) == 120.0


def test_that_a_new_connection_begins_without_a_baseline():
    cadence = Cadence()
    pedal(cadence, 60, 10, start=0)
    cadence.reset()
    assert cadence.update(0, 0, 10.0) is None
