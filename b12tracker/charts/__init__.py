"""Pictures on a matplotlib Figure that somebody hands over."""
