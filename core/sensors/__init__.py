"""Adapter: radio, link supervision, pairing, virtual gym. bleak and bumble only here."""
