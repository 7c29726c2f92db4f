"""All that can be decoded: a characteristic or an advertisement, its name, its decoder."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from core.errors import NotFoundError
from core.gatt import (
    battery,
    body_sensor_location,
    core_temperature,
    cycling_power,
    cycling_power_control,
    cycling_power_feature,
    cycling_power_vector,
    device_information,
    ftms_control,
    ftms_cross_trainer,
    ftms_feature,
    ftms_indoor_bike,
    ftms_range,
    ftms_rower,
    ftms_stair_climber,
    ftms_status,
    ftms_step_climber,
    ftms_training_status,
    ftms_treadmill,
    heart_rate,
    keiser,
    moxy,
    polar_advertisement,
    polar_control,
    polar_stream,
    running,
    sensor_location,
    speed_cadence,
    uuids,
)
from core.gatt.pm5 import (
    additional_split,
    additional_status_1,
    additional_status_2,
    additional_status_3,
    additional_stroke,
    additional_summary,
    belt,
    csafe_answer,
    csafe_request,
    erg_type,
    force_curve,
    general_status,
    logged_workout,
    multiplexed,
    packet_size,
    sample_rate,
    split,
    stroke,
    summary,
)

Decode = Callable[[bytes], object]
DecodeOfMaker = Callable[[bytes, str], object]
_BLUETOOTH_BASE = uuids.expand(0)[8:]


class Entry(msgspec.Struct, frozen=True):
    """One kind of packet."""

    uuid: str
    """128 bits in lower case, or `advertisement/0x006b` for a company's data."""
    name: str
    decode: Decode
    field: str = ""
    """Its name in JSON, when the value is a single one and not a record of named fields."""
    unit: str = ""
    """Of all numbers of the record, where the same class serves several; part of their names."""
    decode_of_maker: DecodeOfMaker | None = None
    """For machines whose makers deviate from the specification."""

    def decode_from(self, data: bytes, maker: str) -> object:
        """What a packet says, if need be in the manner of its maker.

        Raises:
            MalformedPacketError: It cannot be read.
        """
        if self.decode_of_maker is None:
            return self.decode(data)
        return self.decode_of_maker(data, maker)

    @property
    def short(self) -> str:
        """As a person writes it: `0x2A37`, `CE060031`, `advertisement/0x006B`."""
        if "/" in self.uuid:
            kind, company = self.uuid.split("/0x")
            return f"{kind}/0x{company.upper()}"
        if self.uuid.endswith(_BLUETOOTH_BASE):
            return f"0x{self.uuid[4:8].upper()}"
        return self.uuid[:8].upper()


def advertisement(company: int) -> str:
    """The key of a company's data in advertisements."""
    return f"advertisement/0x{company:04x}"


ENTRIES: tuple[Entry, ...] = (
    Entry(uuids.BATTERY_LEVEL, "battery level", battery.decode, "levelPercent"),
    Entry(uuids.MODEL_NUMBER, "model number", device_information.decode, "text"),
    Entry(uuids.SERIAL_NUMBER, "serial number", device_information.decode, "text"),
    Entry(uuids.FIRMWARE_REVISION, "firmware revision", device_information.decode, "text"),
    Entry(uuids.HARDWARE_REVISION, "hardware revision", device_information.decode, "text"),
    Entry(uuids.SOFTWARE_REVISION, "software revision", device_information.decode, "text"),
    Entry(uuids.MANUFACTURER_NAME, "manufacturer name", device_information.decode, "text"),
    Entry(uuids.HEART_RATE_MEASUREMENT, "heart rate", heart_rate.decode),
    Entry(
        uuids.BODY_SENSOR_LOCATION, "body sensor location", body_sensor_location.decode, "location"
    ),
    Entry(uuids.RUNNING_MEASUREMENT, "running speed and cadence", running.decode),
    Entry(uuids.SPEED_CADENCE_MEASUREMENT, "cycling speed and cadence", speed_cadence.decode),
    Entry(uuids.SENSOR_LOCATION, "sensor location", sensor_location.decode, "location"),
    Entry(uuids.CYCLING_POWER_MEASUREMENT, "cycling power", cycling_power.decode),
    Entry(uuids.CYCLING_POWER_VECTOR, "cycling power vector", cycling_power_vector.decode),
    Entry(uuids.CYCLING_POWER_FEATURE, "cycling power feature", cycling_power_feature.decode),
    Entry(
        uuids.CYCLING_POWER_CONTROL_POINT,
        "cycling power control point",
        cycling_power_control.decode,
    ),
    Entry(uuids.FITNESS_MACHINE_FEATURE, "fitness machine feature", ftms_feature.decode),
    Entry(
        uuids.TREADMILL_DATA,
        "treadmill",
        ftms_treadmill.decode,
        decode_of_maker=ftms_treadmill.decode,
    ),
    Entry(
        uuids.CROSS_TRAINER_DATA,
        "cross trainer",
        ftms_cross_trainer.decode,
        decode_of_maker=ftms_cross_trainer.decode,
    ),
    Entry(
        uuids.STEP_CLIMBER_DATA,
        "step climber",
        ftms_step_climber.decode,
        decode_of_maker=ftms_step_climber.decode,
    ),
    Entry(
        uuids.STAIR_CLIMBER_DATA,
        "stair climber",
        ftms_stair_climber.decode,
        decode_of_maker=ftms_stair_climber.decode,
    ),
    Entry(uuids.ROWER_DATA, "rower", ftms_rower.decode, decode_of_maker=ftms_rower.decode),
    Entry(
        uuids.INDOOR_BIKE_DATA,
        "indoor bike",
        ftms_indoor_bike.decode,
        decode_of_maker=ftms_indoor_bike.decode,
    ),
    Entry(uuids.TRAINING_STATUS, "training status", ftms_training_status.decode),
    Entry(uuids.SUPPORTED_SPEED_RANGE, "speed range", ftms_range.SPEED_KMH.decode, unit="Kmh"),
    Entry(
        uuids.SUPPORTED_INCLINATION_RANGE,
        "inclination range",
        ftms_range.INCLINATION_PERCENT.decode,
        unit="Percent",
    ),
    Entry(
        uuids.SUPPORTED_RESISTANCE_RANGE,
        "resistance range",
        ftms_range.RESISTANCE_LEVEL.decode,
        unit="Level",
    ),
    Entry(
        uuids.SUPPORTED_HEART_RATE_RANGE,
        "heart rate range",
        ftms_range.HEART_RATE_BPM.decode,
        unit="Bpm",
    ),
    Entry(uuids.SUPPORTED_POWER_RANGE, "power range", ftms_range.POWER_W.decode, unit="W"),
    Entry(
        uuids.FITNESS_MACHINE_CONTROL_POINT, "fitness machine control point", ftms_control.decode
    ),
    Entry(uuids.FITNESS_MACHINE_STATUS, "fitness machine status", ftms_status.decode),
    Entry(uuids.PM5_MODEL, "PM5 model", device_information.decode, "text"),
    Entry(uuids.PM5_SERIAL_NUMBER, "PM5 serial number", device_information.decode, "text"),
    Entry(uuids.PM5_HARDWARE_REVISION, "PM5 hardware revision", device_information.decode, "text"),
    Entry(uuids.PM5_FIRMWARE_REVISION, "PM5 firmware revision", device_information.decode, "text"),
    Entry(uuids.PM5_MANUFACTURER_NAME, "PM5 manufacturer name", device_information.decode, "text"),
    Entry(uuids.PM5_ERG_TYPE, "PM5 erg type", erg_type.decode),
    Entry(uuids.PM5_PACKET_SIZE, "PM5 packet size", packet_size.decode, "sizeBytes"),
    Entry(uuids.PM5_CONTROL_REQUEST, "PM5 control request", csafe_request.decode),
    Entry(uuids.PM5_CONTROL_ANSWER, "PM5 control answer", csafe_answer.decode),
    Entry(uuids.PM5_GENERAL_STATUS, "PM5 general status", general_status.decode),
    Entry(uuids.PM5_ADDITIONAL_STATUS_1, "PM5 additional status 1", additional_status_1.decode),
    Entry(uuids.PM5_ADDITIONAL_STATUS_2, "PM5 additional status 2", additional_status_2.decode),
    Entry(uuids.PM5_SAMPLE_RATE, "PM5 sample rate", sample_rate.decode, "periodMs"),
    Entry(uuids.PM5_STROKE, "PM5 stroke", stroke.decode),
    Entry(uuids.PM5_ADDITIONAL_STROKE, "PM5 additional stroke", additional_stroke.decode),
    Entry(uuids.PM5_SPLIT, "PM5 split", split.decode),
    Entry(uuids.PM5_ADDITIONAL_SPLIT, "PM5 additional split", additional_split.decode),
    Entry(uuids.PM5_SUMMARY, "PM5 summary", summary.decode),
    Entry(uuids.PM5_ADDITIONAL_SUMMARY, "PM5 additional summary", additional_summary.decode),
    Entry(uuids.PM5_BELT, "PM5 belt", belt.decode),
    Entry(uuids.PM5_FORCE_CURVE, "PM5 force curve", force_curve.decode),
    Entry(uuids.PM5_ADDITIONAL_STATUS_3, "PM5 additional status 3", additional_status_3.decode),
    Entry(uuids.PM5_LOGGED_WORKOUT, "PM5 logged workout", logged_workout.decode),
    Entry(uuids.PM5_MULTIPLEXED, "PM5 multiplexed", multiplexed.decode),
    Entry(uuids.POLAR_CONTROL_POINT, "Polar control point", polar_control.decode),
    Entry(uuids.POLAR_DATA, "Polar measurement", polar_stream.decode),
    Entry(uuids.MOXY_DATA, "muscle oxygen", moxy.decode),
    Entry(uuids.CORE_TEMPERATURE, "core temperature", core_temperature.decode),
    Entry(
        advertisement(polar_advertisement.COMPANY),
        "Polar heart rate",
        polar_advertisement.decode,
    ),
    Entry(advertisement(keiser.COMPANY), "Keiser bike", keiser.decode),
)
_ENTRY_OF = {entry.uuid: entry for entry in ENTRIES}


def find(text: str) -> Entry:
    """The entry of a UUID, however it is written.

    Args:
        text: `2A37`, `0x2A37`, all 128 bits, `CE060031`, `advertisement/0x006B`.

    Raises:
        NotFoundError: Nothing here decodes it; the sentence lists what is known.
    """
    entry = _ENTRY_OF.get(_full(text.strip().lower()))
    if entry is None:
        known = ", ".join(f"{entry.short} ({entry.name})" for entry in ENTRIES)
        raise NotFoundError(
            f"{text!r} cannot be decoded here.", suggested_action=f"These can: {known}."
        )
    return entry


def _full(text: str) -> str:
    company = re.fullmatch(r"advertisement/(?:0x)?([0-9a-f]{1,4})", text)
    if company:
        return advertisement(int(company[1], 16))
    digits = text.removeprefix("0x").strip("{}")
    if re.fullmatch(r"[0-9a-f]{4}", digits):
        return uuids.expand(int(digits, 16))
    if re.fullmatch(r"[0-9a-f]{8}", digits):
        return next((uuid for uuid in _ENTRY_OF if uuid.startswith(digits)), digits)
    return digits
