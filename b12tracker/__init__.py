"""B12 Tracker: a private logbook for people who inject vitamin B12."""

__version__ = "0.1.0"
