"""What `window_start` measures: the window with all its tiles and its charts drawn, then out."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.helpers.scenes import running_desk, window_of
from widgets.theme import apply_theme, load_theme

CHARTS = "widgets.charts.live_chart"
POLL_MS = 5


def leave_when_drawn() -> None:
    if CHARTS not in sys.modules:  # they are loaded after the first frame
        return
    charts = window.findChildren(sys.modules[CHARTS].LiveChart)
    if charts and all(chart.curve_count > 0 for chart in charts):
        window.grab()
        app.exit(0)


app = QApplication(sys.argv)
apply_theme(app, load_theme("dark"))
window = window_of(running_desk(groups=8, players_each=8, played_s=20))
window.show()
timer = QTimer()
timer.timeout.connect(leave_when_drawn)
timer.start(POLL_MS)
app.exec()
