"""How strong a new password or passphrase is, in plain words."""

FROM_A_FILE = 10_000_000.0
"""Guesses a second of a strong computer at a locked ZIP file, whose format hashes a password a
thousand times only; a PDF slows it down much more."""

FROM_A_LOGBOOK = 10_000.0
"""Guesses a second of a strong computer at a locked logbook: each costs it memory, too."""

MADE_OF = ("b12", "b12tracker", "tracker", "logbook", "vitamin", "cobalamin", "injection")
"""Words that come to mind here first, to whoever guesses as well."""

LOOKED_AT = 72
"""Characters; as many does zxcvbn take, and what it says of them holds all the more for more."""

DAY = 86_400.0
STRENGTHS = (
    (DAY, "Weak: a computer would find it within a day."),
    (365 * DAY, "Fair: a computer would find it within a year."),
    (100 * 365 * DAY, "Good: a computer would need years to find it."),
)
STRONG = "Strong: a computer would need more than a hundred years to find it."
HINT = "Four or five words that do not belong together make a strong one."


def strength(typed: str, guesses_a_second: float) -> str:
    """Return how long a computer would need to guess what was typed; a hint while nothing is.

    The number of guesses is that of zxcvbn (D. L. Wheeler, USENIX Security 2016).
    """
    if not typed:
        return HINT
    from zxcvbn import zxcvbn

    guesses = float(zxcvbn(typed[:LOOKED_AT], user_inputs=list(MADE_OF))["guesses"])
    seconds = guesses / guesses_a_second
    return next((words for longest, words in STRENGTHS if seconds < longest), STRONG)
