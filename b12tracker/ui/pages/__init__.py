"""The four pages of the main window."""
