"""Where each operating system keeps a user's data."""

from pathlib import Path

import platformdirs

NAME = "b12tracker"


def data_folder() -> Path:
    """Return the folder of the default logbook, whether it is there yet or not."""
    return platformdirs.user_data_path(NAME, appauthor=False)


def default_logbook() -> Path:
    """Return the logbook that opens when none is named."""
    return data_folder() / "logbook.sqlite"


def cache_folder() -> Path:
    """Return the folder for what can be made again, such as matplotlib's list of fonts."""
    return platformdirs.user_cache_path(NAME, appauthor=False)
