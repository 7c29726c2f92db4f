"""Use cases: what the hub and the trainer's desk do when asked."""
