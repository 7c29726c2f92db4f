"""How the hub is seen from outside: metrics, logs, slow answers."""
