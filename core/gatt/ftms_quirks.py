"""Fitness machines whose packets are not what their flags say, by maker, flags and length.

Found in captures and in the trackers of other programs. The maker is that of the machine's
device information; without it a packet is read by the letter.
"""

from __future__ import annotations

from core.gatt.ftms import Field, Quirk

_CADENCE = 1 << 2

INDOOR_BIKE = tuple(
    # Cadence is sent unannounced: by the letter these read 6619 km and 13 W.
    Quirk(maker="life fitness", flags=flags, size=size, added_flags=_CADENCE)
    for flags, size in ((0x09FA, 26), (0x0BFA, 27), (0x19FA, 28), (0x1BFA, 29))
)

_WHOLE_STROKES = {
    0: (Field(0, 1, "stroke_rate_spm"), Field(0, 2, "stroke_count")),
    1: (Field(1, 1, "stroke_rate_mean_spm"),),
}

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
        replaced={
            4: (),
            8: (
                Field(8, 2, "energy_kcal_per_min"),
                Field(8, 2, "energy_kcal"),
                Field(8, 2, "energy_kcal_per_h"),
            ),
            9: (),
            11: (Field(11, 1), Field(11, 1, "heart_rate_bpm", is_zero_none=True)),
        },
    ),
)
