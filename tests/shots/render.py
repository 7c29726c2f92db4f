"""Every scene as a picture: `python tests/shots/render.py OUTDIR [part of a scene's name]`.

Run from the repository's root; writes screen-theme-size.png.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.scenes import SCENES as LIVE_SCENES
from tests.shots import (
    scenes_blocks,
    scenes_calendar,
    scenes_club,
    scenes_hub,
    scenes_machines,
    scenes_people,
    scenes_planner,
    scenes_sensors,
    scenes_settings,
    scenes_templates,
    scenes_workouts,
)
from ui.live.page import LivePage
from widgets.theme import apply_theme, load_theme

SIZES = ((1366, 768), (1920, 1080))
THEMES = ("dark", "light")


def render(out: Path, wanted: str) -> int:
    """Render all scenes whose name contains `wanted`; gives their number."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    out.mkdir(parents=True, exist_ok=True)
    scenes = {
        **LIVE_SCENES,
        **scenes_blocks.SCENES,
        **scenes_calendar.SCENES,
        **scenes_club.SCENES,
        **scenes_hub.SCENES,
        **scenes_machines.SCENES,
        **scenes_people.SCENES,
        **scenes_planner.SCENES,
        **scenes_sensors.SCENES,
        **scenes_settings.SCENES,
        **scenes_templates.SCENES,
        **scenes_workouts.SCENES,
    }
    count = 0
    for name, build in scenes.items():
        if wanted not in name:
            continue
        apply_theme(app, load_theme(THEMES[0]))
        window = build()
        for theme in THEMES:
            apply_theme(app, load_theme(theme))
            for width, height in SIZES:
                _shoot(window, width, height, out / f"{name}-{theme}-{width}x{height}.png")
                count += 1
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return count


def _shoot(window: QWidget, width: int, height: int, path: Path) -> None:
    window.resize(width, height)
    window.show()
    for _ in range(2):
        QCoreApplication.sendPostedEvents()
        for page in window.findChildren(LivePage):
            if page.isVisible():
                page.refresh_all()
        window.grab()
    window.grab().save(str(path))


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots")
    total = render(folder, sys.argv[2] if len(sys.argv) > 2 else "")
    sys.stdout.write(f"{total} pictures in {folder}\n")
