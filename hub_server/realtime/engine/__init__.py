"""The hub's own engine under Socket.IO: frames encoded once, no task or timer for a message.

These modules, `wire` and `fanout` are the only ones that lean on parts of python-socketio,
python-engineio and uvicorn beyond their documentation; `FITS` says which releases they were made
for, and `tests/hub/test_socketio_fit.py` fails with others.
"""

from __future__ import annotations

from typing import Final

FITS: Final = {"python-socketio": "5.18", "python-engineio": "4.15", "uvicorn": "0.54"}
"""Library and the releases (all of this minor version) that this package was read against."""
