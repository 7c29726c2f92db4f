"""Starts, wires and stops the program. May import everything, holds no rule."""
