"""What the offscreen platform says is no failure of these tests."""

from __future__ import annotations

from tests.helpers.windows import pytest_configure

__all__ = ["pytest_configure"]
