"""Every fact in a logbook carries an id of its own: a random UUID, as text."""

from uuid import uuid4


def new_id() -> str:
    """Return a fresh id; two machines never make the same one."""
    return str(uuid4())
