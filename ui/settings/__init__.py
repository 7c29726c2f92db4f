"""Settings: which hub the desk works with, and who else reaches it."""
