"""Columns of chips that can be dragged and moved by keyboard."""
