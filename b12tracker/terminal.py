"""Secrets that a verb needs: from the environment, or typed on the terminal without being seen.

Never from the words of the command line: every user of a machine can list those.
"""

import os
import warnings
from collections.abc import Callable
from getpass import GetPassWarning, getpass
from pathlib import Path

from b12tracker.storage.keys import Key, check_passphrase
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_for

EXPORT_PASSWORD = "B12TRACKER_EXPORT_PASSWORD"
"""The environment variable that holds the password of a file that leaves or enters."""


PASSPHRASE = "B12TRACKER_PASSPHRASE"
"""The environment variable that holds the passphrase, or the recovery key, of a logbook."""


class NoSecretError(Exception):
    """There is no secret that could be used; the sentence says why."""


def secret(variable: str, words: str) -> str:
    """Return the secret in an environment variable, or ask for it on the terminal.

    Args:
        words: what is asked for, as “Password of logbook.zip”.

    Raises:
        NoSecretError: there is no terminal either, or nothing was typed.
    """
    typed = os.environ.get(variable) or _typed(words, variable)
    if not typed:
        raise NoSecretError("No password was typed, so nothing was done.")
    return typed


def new_secret(variable: str, words: str, check: Callable[[str], str]) -> str:
    """Return a new secret, typed twice on the terminal unless the environment holds it.

    Args:
        check: returns what was typed, or raises a ``ValueError`` with one sentence.

    Raises:
        NoSecretError: there is none, it is not good enough, or it was typed in two ways.
    """
    found = os.environ.get(variable)
    typed = found or _typed(words, variable)
    try:
        check(typed)
    except ValueError as error:
        raise NoSecretError(f"{error} Nothing was done.") from None
    if not found and typed != _typed("The same again", variable):
        raise NoSecretError("The two are not the same, so nothing was done.")
    return typed


def key_of(path: Path) -> Key | None:
    """Return the key of a logbook, asked for where it is locked; None for one that is not.

    Raises:
        NoSecretError: there is no passphrase.
        LogbookError: the passphrase is wrong, or the file cannot be read.
    """
    if not is_locked(path):
        return None
    return key_for(path, secret(PASSPHRASE, f"Passphrase of {path.name}"))


def new_key(path: Path) -> Key:
    """Return the key of a logbook that will be made, for a new passphrase.

    Raises:
        NoSecretError: there is no passphrase.
    """
    return Key.new(new_secret(PASSPHRASE, f"New passphrase of {path.name}", check_passphrase))


def _typed(words: str, variable: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)  # it would be seen while it is typed
        try:
            return getpass(f"{words}: ")
        except (GetPassWarning, EOFError, OSError):
            raise NoSecretError(
                f"There is no terminal to type a password on; set {variable} instead."
            ) from None
