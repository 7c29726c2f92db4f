"""The bulk wizard: three steps from nothing to a created bundle."""
