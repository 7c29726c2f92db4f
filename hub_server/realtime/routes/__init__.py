"""The table of routes, one module for each family of events."""
