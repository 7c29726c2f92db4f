"""What the trainer's laptop does: readings to board and hub, control of a bundle, export."""
