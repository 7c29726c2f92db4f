"""The sample club: invented people in an invented training centre."""
