"""Style sheet and palette made from the colour tokens."""
