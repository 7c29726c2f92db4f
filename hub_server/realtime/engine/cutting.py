"""Where one WebSocket frame ends and the next begins (RFC 6455, 5.2).

Nearly all that phones send are whole, masked text frames. These are taken out here at a tenth of
what the library's parser costs, since it is made for every kind of frame; whatever is not plain
goes to it, a frame at a time.
"""

from __future__ import annotations

from typing import Final

from websockets.utils import apply_mask

PLAIN_TEXT: Final = 0x81
"""First octet of a text message in one frame, without extensions."""
_MASKED: Final = 0x80
_MASK_OCTETS: Final = 4
_HEAD_OCTETS: Final = {126: 4, 127: 10}


def frame_end(octets: bytes, start: int, largest: int) -> int | None:
    """Where the frame that begins at `start` ends.

    Args:
        octets: What came.
        start: First octet of a frame.
        largest: Octets of payload that one frame may have.

    Returns:
        Index of the octet after it; None if it is not whole yet. A frame that is too large, or
        not masked as a client's must be, is not waited for: it "ends" with what came.
    """
    came = len(octets) - start
    if came < 2:  # noqa: PLR2004 - kind and length
        return None
    second = octets[start + 1]
    if not second & _MASKED:
        return len(octets)
    size = second & ~_MASKED
    head = _HEAD_OCTETS.get(size, 2)
    if came < head:
        return None
    if head > 2:  # noqa: PLR2004 - the length did not fit into seven bits
        size = int.from_bytes(octets[start + 2 : start + head], "big")
    if size > largest:
        return len(octets)
    end = start + head + _MASK_OCTETS + size
    return end if end <= len(octets) else None


def payload_of(octets: bytes, start: int, end: int) -> bytes:
    """What the whole, masked frame between two indices carries."""
    head = start + _HEAD_OCTETS.get(octets[start + 1] & ~_MASKED, 2)
    body = head + _MASK_OCTETS
    return apply_mask(octets[body:end], octets[head:body])
