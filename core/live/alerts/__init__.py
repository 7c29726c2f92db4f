"""What the trainer has to be told of by himself: limits, lost sensors, tired or hurt players."""
