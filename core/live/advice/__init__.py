"""What to do next, said with its reason: pure functions over what was just done."""
