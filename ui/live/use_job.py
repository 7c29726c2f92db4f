"""Keeps what is known about free machines fresh while the page is in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.domain.equipment import EquipmentType
from core.errors import HockeyHubError
from core.live.machine_use import KindUse
from ui.common.services import DeskServices

_LOOK_EVERY_S = 15.0


class UseJob(QObject):
    """Asks the hub now and then; what the board knows is counted at once."""

    changed = Signal()

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._use = services.floor.machine_use
        self._looked_at: float | None = None
        self._is_looking = False

    @property
    def kinds(self) -> tuple[KindUse, ...]:
        """Every kind of machine in the facility; empty while nothing is known."""
        return self._use.kinds(self._services.floor.bundle)

    def free(self, equipment: EquipmentType) -> tuple[str, ...] | None:
        """Names of the free machines of a kind; None while nothing is known."""
        return self._use.free(self._services.floor.bundle, equipment)

    def refresh(self) -> None:
        """Look again if the last look is old."""
        now = self._services.now()
        if self._looked_at is None or now - self._looked_at >= _LOOK_EVERY_S:
            self.look()

    def look(self) -> None:
        """Look now: another bundle was opened, or somebody was moved."""
        if self._is_looking or self._services.floor.bundle is None:
            return
        self._is_looking, self._looked_at = True, self._services.now()
        self._services.tasks.spawn(self._look(), name="machines in use")

    async def _look(self) -> None:
        bundle = self._services.floor.bundle
        try:
            if bundle is not None:
                await self._use.look(bundle)
        except HockeyHubError:
            return  # the page says that the hub is away; what was known stays
        finally:
            self._is_looking = False
        self.changed.emit()
