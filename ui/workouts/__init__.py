"""The club's workouts: the library, and the builder in which they are written."""
