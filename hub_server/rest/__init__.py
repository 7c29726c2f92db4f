"""The REST side: small controllers, one per resource, over the same services as the sockets."""
