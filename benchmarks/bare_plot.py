"""The peer of `window_start`: the least that shows a pyqtgraph chart in a window."""

import sys

import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

app = QApplication(sys.argv)
plot = pg.PlotWidget()
plot.plot([1.0, 2.0, 3.0])
plot.show()
QTimer.singleShot(0, lambda: (plot.grab(), app.quit()))
app.exec()
