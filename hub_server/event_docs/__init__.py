"""The published list of events, made from the structs that the hub itself works with."""
