"""Hub use cases on stored things: players, workouts, bundles, sessions."""
