"""The hub's composition root: the one place that chooses its storage."""
