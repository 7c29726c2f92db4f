"""Rosters from files and into files: CSV and XLSX."""
