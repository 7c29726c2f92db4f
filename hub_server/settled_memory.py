"""What stays in memory is not walked through again and again.

With 4,000 phones connected one full pass of Python's collector stops the hub for 0.4 s, and it
finds nothing, for connections that live are no garbage. So whatever is there once a crowd has come
in is set aside (`gc.freeze`), and only what came later is looked at. Garbage that was set aside
along with it is found when nothing runs.
"""

from __future__ import annotations

import gc
from typing import Final

_YOUNG_OBJECTS: Final = 2_000
"""Between two looks at the newest objects, each of which takes half a millisecond."""
_A_CROWD: Final = 20
"""So many more connections are worth setting aside."""


class SettledMemory:
    """Decides when the collector looks at what."""

    def __init__(self) -> None:
        self._settled_at = 0
        """Connections when memory was last set aside."""

    def begin(self) -> None:
        """Everything that is loaded by now stays."""
        gc.set_threshold(_YOUNG_OBJECTS, *gc.get_threshold()[1:])
        gc.collect()
        gc.freeze()

    def look(self, connections: int, *, is_quiet: bool) -> None:
        """To be called every second or so.

        Args:
            connections: How many there are.
            is_quiet: Nobody is held up by a pause of half a second.
        """
        if connections > self._settled_at + _A_CROWD:  # more than ever: churn sets nothing aside
            self._settled_at = connections
            gc.freeze()
        elif is_quiet and self._settled_at > connections + _A_CROWD:
            self._settled_at = connections
            gc.unfreeze()
            gc.collect()
            gc.freeze()
