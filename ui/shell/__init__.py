"""The main window: navigation rail, status line, shortcuts."""
