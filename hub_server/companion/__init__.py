"""The players' page: its source in `web/`, how it is built, and the files the hub hands out."""
