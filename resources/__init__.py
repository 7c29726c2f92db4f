"""Theme tokens, icons, report templates and the sample club, found by name."""
