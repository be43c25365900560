"""Qt windows: ask questions, show answers."""
