"""Hub use cases on running sessions: lifecycle, recording, catching up."""
