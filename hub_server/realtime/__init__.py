"""The `/training` namespace: one gate for every event, and the broadcasting of what happened."""
