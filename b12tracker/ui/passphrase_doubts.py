"""What makes a new passphrase weak, in plain words."""

from .passphrase_words import DAY, FROM_A_LOGBOOK, LOOKED_AT, MADE_OF

WHY = {
    "dictionary": "it is made of a word or name that is tried first",
    "spatial": "its keys lie beside each other on the keyboard",
    "repeat": "it repeats itself",
    "sequence": "its letters or digits follow one another",
    "regex": "it is little more than a year",
    "date": "it is little more than a date",
    "bruteforce": "it is short",
}
"""By the kind of pattern that zxcvbn finds."""


def why_weak(typed: str) -> str:
    """Return one sentence where a computer would guess it within a day; else nothing."""
    from zxcvbn import zxcvbn

    found = zxcvbn(typed[:LOOKED_AT], user_inputs=list(MADE_OF))
    if float(found["guesses"]) / FROM_A_LOGBOOK >= DAY:
        return ""
    longest = max(found["sequence"], key=lambda match: len(match["token"]))
    return f"This one is soon guessed: {WHY[longest['pattern']]}."
