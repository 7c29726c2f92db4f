"""Player tiles: one number readable from afar, its zone, its age."""
