"""Every message on the wire that is not a domain value or a session event itself."""
