"""What reactions are called, and what is said at once about a grave one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from b12tracker import assets
from b12tracker.domain.injection import Injection


@dataclass(frozen=True)
class Warned:
    """What is said at once: what to do now, and what else is to be known."""

    emergency: bool
    now: str
    more: str

    @property
    def sentences(self) -> str:
        """All of it, as it is read out."""
        return f"{self.now} {self.more}"


def reaction_short(reaction: str) -> str:
    """Return “headache”; what the user put in own words as it is."""
    return next((one.short for one in assets.reactions() if one.key == reaction), reaction)


def reactions_text(injection: Injection) -> str:
    """Return “soreness where injected, headache”."""
    return ", ".join(reaction_short(reaction) for reaction in injection.reactions)


def warning(reactions: Iterable[str], *, early: bool) -> Warned | None:
    """Return what is said about reactions, if one of them has a red flag.

    Args:
        early: whether treatment has begun only lately.
    """
    advice = assets.advice()
    flags = {one.red_flag for one in assets.reactions() if one.key in set(reactions)}
    if "emergency" in flags:
        return Warned(True, advice.emergency, advice.saved)
    if "urgent" in flags:
        more = [advice.worse, advice.early if early else "", advice.saved]
        return Warned(False, advice.urgent, " ".join(part for part in more if part))
    return None


def is_early(injections: Iterable[Injection], on: date) -> bool:
    """Whether a day lies within the first days of treatment, as far as the injections tell."""
    first = min([on, *(injection.given_on for injection in injections)])
    return on - first < timedelta(days=assets.advice().early_days)
