"""The version of the wire. Hub and client compare it before anything else."""

PROTOCOL_VERSION = 1
OLDEST_SUPPORTED_VERSION = 1
