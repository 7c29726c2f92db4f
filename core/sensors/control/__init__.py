"""The other direction: what machines are told, and what they answer."""
