"""Live curves; the only place that touches pyqtgraph."""
