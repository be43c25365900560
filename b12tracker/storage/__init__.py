"""The logbook in SQLite."""
