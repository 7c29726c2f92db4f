"""REST controllers: decode, authorise, call a use case, encode."""
