"""The /training namespace: one gate for every event."""
