"""Adapter: the hub as seen from the desktop, and the outbox for when it is away."""
