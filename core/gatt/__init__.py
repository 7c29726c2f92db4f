"""Bluetooth characteristics and Concept2 records: one module each, decode and encode."""
