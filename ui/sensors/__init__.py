"""Every device in range: kind, signal, battery, owner."""
