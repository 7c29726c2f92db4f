"""Fitness machines whose packets are not what their flags say, by maker, flags and length.

Found in captures and in the trackers of other programs. The maker is that of the machine's
device information; without it a packet is read by the letter.
"""

from __future__ import annotations

from core.gatt.ftms import Field, Group, Quirk

_CADENCE = 1 << 2

INDOOR_BIKE = tuple(
    # Cadence is sent unannounced: by the letter these read 6619 km and 13 W.
    Quirk(maker="life fitness", flags=flags, size=size, added_flags=_CADENCE)
    for flags, size in ((0x09FA, 26), (0x0BFA, 27), (0x19FA, 28), (0x1BFA, 29))
)

_WHOLE_STROKES = (
    Group(0, (Field("stroke_rate_spm", 1), Field("stroke_count", 2))),
    Group(1, (Field("stroke_rate_mean_spm", 1),)),
)

ROWER = (
    # Whole strokes per minute where the specification wants halves.
    Quirk(maker="kingsmith", replaced=_WHOLE_STROKES),
    Quirk(maker="whipr", replaced=_WHOLE_STROKES),
    # Mr Captain: no average pace, its energy fields in another order and width, and the
    # heart rate after a byte of time that goes up and down.
    Quirk(
        maker="xg",
        flags=0x0B3C,
        size=20,
        replaced=(
            Group(4, ()),
            Group(
                8,
                (
                    Field("energy_kcal_per_min", 2),
                    Field("energy_kcal", 2),
                    Field("energy_kcal_per_h", 2),
                ),
            ),
            Group(9, ()),
            Group(11, (Field("", 1), Field("heart_rate_bpm", 1, is_zero_none=True))),
        ),
    ),
)
