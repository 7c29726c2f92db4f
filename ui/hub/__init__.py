"""The hub's own page: who may come in and how they fare, and everything that goes through it."""
