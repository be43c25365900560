"""Every fact in a logbook carries an id of its own: a random UUID, as text."""

from uuid import UUID, uuid4


def new_id() -> str:
    """Return a fresh id; two machines never make the same one."""
    return str(uuid4())


def checked_id(text: str) -> str:
    """Return ``text`` as a UUID in its usual form.

    Raises:
        ValueError: ``text`` is not a UUID.
    """
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError(f"“{text}” is not an id (a UUID).") from None
