"""Dialogs, each a question: constructor in, property out."""
