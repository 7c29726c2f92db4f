"""Running sessions: the one owner of their state, and the recorder that makes events durable."""
