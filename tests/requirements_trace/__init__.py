"""Which test shows which requirement: read from the tests themselves, without running them."""
