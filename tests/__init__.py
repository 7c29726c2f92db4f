"""Tests; a regular package, since an installed library brings a package `tests` of its own."""
