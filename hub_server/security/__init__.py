"""Tokens, passwords, roles."""
