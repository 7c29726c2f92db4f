"""The list of bundles and the ways to create one."""
