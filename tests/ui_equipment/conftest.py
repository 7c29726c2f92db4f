"""Dresses the windows of these tests."""

from __future__ import annotations

from tests.helpers.windows import dressed, pytest_configure

__all__ = ["dressed", "pytest_configure"]
