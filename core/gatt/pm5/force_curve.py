"""PM5 force curve, 0x003D: the force along one stroke, over several packets."""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader, Writer, malformed

MOST_FORCES = 9
"""A packet has 20 bytes, whatever the connection would allow."""
MOST_FORCES_MULTIPLEXED = 8
"""One byte is the number of the record."""
_MOST_PACKETS = 15
_NIBBLE = 0xF
_LONGEST_GAP_S = 1.0
_WHAT = "PM5 force curve"


class ForceCurvePart(Value, frozen=True, kw_only=True):
    """One packet."""

    packet_count: int
    """Of the whole curve."""
    packet_index: int
    """From 0 or from 1: captures have both."""
    forces_lbf: tuple[int, ...] = ()


class ForceCurve:
    """Puts the packets of a stroke together. A curve with a gap is dropped."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget what has come: a new connection."""
        self._parts: list[ForceCurvePart] = []
        self._arrived_at = 0.0

    def update(self, part: ForceCurvePart, arrived_at: float) -> tuple[int, ...] | None:
        """Take a packet in.

        Args:
            part: The packet.
            arrived_at: When it came, in seconds of any one clock.

        Returns:
            The forces in pounds, evenly spaced in time, when the packet completes them.
        """
        if not self._continues(part, arrived_at):
            self._parts = []
        self._arrived_at = arrived_at
        if self._parts or part.packet_index <= 1:
            self._parts.append(part)
        if len(self._parts) < part.packet_count:
            return None
        forces_lbf = tuple(force for each in self._parts for force in each.forces_lbf)
        self._parts = []
        return forces_lbf

    def _continues(self, part: ForceCurvePart, arrived_at: float) -> bool:
        if not self._parts:
            return False
        last = self._parts[-1]
        return (
            part.packet_index == last.packet_index + 1
            and part.packet_count == last.packet_count
            and arrived_at - self._arrived_at <= _LONGEST_GAP_S
        )


def decode(data: bytes) -> ForceCurvePart:
    """Read a packet; surplus bytes are ignored.

    Raises:
        MalformedPacketError: The packet holds fewer forces than it says, or its index is
            beyond the number of packets.
    """
    reader = Reader(data, _WHAT)
    counts = reader.u8()
    packet_index = reader.u8()
    if packet_index > counts >> 4:
        raise malformed(_WHAT, data, "its index, byte 1, is beyond the number of packets")
    return ForceCurvePart(
        packet_count=counts >> 4,
        packet_index=packet_index,
        forces_lbf=tuple(reader.s16() for _ in range(counts & _NIBBLE)),
    )


def encode(value: ForceCurvePart) -> bytes:
    """Write a packet."""
    writer = Writer()
    forces_lbf = value.forces_lbf[:_NIBBLE]
    writer.u8(min(value.packet_count, _MOST_PACKETS) << 4 | len(forces_lbf))
    writer.u8(value.packet_index)
    for force_lbf in forces_lbf:
        writer.s16(force_lbf)
    return writer.finish()


def parts_of(
    forces_lbf: tuple[int, ...], most_forces: int = MOST_FORCES
) -> tuple[ForceCurvePart, ...]:
    """The packets that a monitor sends for a curve; what is beyond the 15th is cut.

    Args:
        forces_lbf: The whole curve.
        most_forces: In one packet.
    """
    starts = range(0, len(forces_lbf), most_forces)[:_MOST_PACKETS]
    return tuple(
        ForceCurvePart(
            packet_count=len(starts),
            packet_index=index,
            forces_lbf=forces_lbf[start : start + most_forces],
        )
        for index, start in enumerate(starts)
    )
