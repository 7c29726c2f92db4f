"""The first start: a new club, a roster, or the sample."""
