"""Bluetooth characteristics: one module each, bytes in, value out, and back.

Every module has `decode(data) -> value` and, as its mirror image, `encode(value) -> bytes`.
Decoding is total: any byte string gives a value or `MalformedPacketError`.
"""
