"""Players and teams: what is known of them, and what they may not do."""
