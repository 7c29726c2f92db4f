"""People who sign in with a password, and the log of who did what."""
