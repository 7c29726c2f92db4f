"""What is on: by week, to be moved about, and by month."""
