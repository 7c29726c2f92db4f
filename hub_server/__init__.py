"""The hub process: REST, Socket.IO and security around the use cases."""
