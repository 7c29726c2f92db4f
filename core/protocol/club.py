"""Addresses of the club's data."""

from __future__ import annotations

from core.protocol.rest import API

TEAMS = f"{API}/teams"
TRAINERS = f"{API}/trainers"
PLAYERS = f"{API}/players"
RESTRICTIONS = f"{API}/restrictions"
FACILITIES = f"{API}/facilities"
EQUIPMENT = f"{API}/equipment"
EQUIPMENT_KINDS = f"{API}/equipment-kinds"
ROSTERS = f"{API}/rosters"
CLUB = f"{API}/club"
