"""What leaves the logbook and what enters it."""
