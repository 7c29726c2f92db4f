"""Bluetooth's assigned numbers and the makers' own, as 128-bit lower-case strings."""

from __future__ import annotations


def expand(short: int) -> str:
    """A 16-bit assigned number in full (Core specification, Vol 3, Part B, 2.5.1)."""
    return f"{short:08x}-0000-1000-8000-00805f9b34fb"


def concept2(short: int) -> str:
    """A 16-bit number within Concept2's base UUID."""
    return f"ce06{short:04x}-43e5-11e4-916c-0800200c9a66"


HEART_RATE_SERVICE = expand(0x180D)
HEART_RATE_MEASUREMENT = expand(0x2A37)

CYCLING_POWER_SERVICE = expand(0x1818)
CYCLING_POWER_MEASUREMENT = expand(0x2A63)

FITNESS_MACHINE_SERVICE = expand(0x1826)
FITNESS_MACHINE_FEATURE = expand(0x2ACC)
INDOOR_BIKE_DATA = expand(0x2AD2)
ROWER_DATA = expand(0x2AD1)

BATTERY_SERVICE = expand(0x180F)
BATTERY_LEVEL = expand(0x2A19)

DEVICE_INFORMATION_SERVICE = expand(0x180A)
MODEL_NUMBER = expand(0x2A24)
SERIAL_NUMBER = expand(0x2A25)
FIRMWARE_REVISION = expand(0x2A26)
HARDWARE_REVISION = expand(0x2A27)
SOFTWARE_REVISION = expand(0x2A28)
MANUFACTURER_NAME = expand(0x2A29)

PM5_DISCOVERY_SERVICE = concept2(0x0000)
"""The only service a PM5 advertises."""
PM5_INFORMATION_SERVICE = concept2(0x0010)
PM5_SERIAL_NUMBER = concept2(0x0012)
PM5_MANUFACTURER_NAME = concept2(0x0015)
PM5_ROWING_SERVICE = concept2(0x0030)
PM5_GENERAL_STATUS = concept2(0x0031)
PM5_ADDITIONAL_STATUS_1 = concept2(0x0032)
PM5_ADDITIONAL_STATUS_2 = concept2(0x0033)
PM5_SAMPLE_RATE = concept2(0x0034)
PM5_STROKE = concept2(0x0035)
PM5_ADDITIONAL_STROKE = concept2(0x0036)
