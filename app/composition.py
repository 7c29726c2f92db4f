"""The desktop's composition root: the one place that chooses adapters."""
