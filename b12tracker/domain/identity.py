"""Every fact in a logbook carries an id of its own: a random UUID, as text."""

from uuid import uuid4


def new_id() -> str:
    """Return a fresh id; two machines never make the same one."""
    return str(uuid4())


OWN_KEY = "own-"
"""What the keys of the user's own symptoms and markers begin with; none of the program's does."""


def new_own_key() -> str:
    """Return a fresh key for a symptom or marker of the user's own."""
    return f"{OWN_KEY}{new_id()[:8]}"


def check_own(key: str, name: str) -> None:
    """Refuse a key that could be one of the program's, and an empty name.

    Raises:
        ValueError: with one sentence.
    """
    if not key.startswith(OWN_KEY):
        raise ValueError(f"The key of an own entry begins with “{OWN_KEY}”.")
    if not name.strip():
        raise ValueError("Give it a name.")
