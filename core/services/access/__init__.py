"""Who may come in: join codes, devices, sign-ins with their refresh tokens, signing keys."""
