"""Tables of whole rows, made from a list of columns."""

from __future__ import annotations

from widgets.tables.columns import ColumnTable, Index, TableColumn
from widgets.tables.view import RowTable

__all__ = ["ColumnTable", "Index", "RowTable", "TableColumn"]
