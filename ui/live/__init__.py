"""The bundle dashboard: tiles, charts, progress and controls of running sessions."""
