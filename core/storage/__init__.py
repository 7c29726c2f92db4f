"""Adapter: tables, repositories, migrations. SQLAlchemy only here."""
