"""Bundle templates, and programmes that unfold them over weeks."""
