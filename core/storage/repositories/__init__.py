"""The ports of `core.ports.storage`, each fulfilled on one database connection."""
