"""Form fields and buttons."""
