"""The words of symptom entries: who scored, and what of."""

from datetime import date

from b12tracker import assets
from b12tracker.domain.catalogue import OWN
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry

from . import labels

OBSERVER = {Observer.SELF: "Me", Observer.OTHER: "Somebody close to me"}
RECALL = {Recall.DAY: "That day", Recall.WEEK: "The worst in the last 7 days"}

GROUPS = {
    "energy": "Energy",
    "nerves": "Nerves",
    "mind": "Mind",
    "blood": "Blood and circulation",
    "mouth and gut": "Mouth and gut",
    "other": "Other",
    OWN: "Your own",
}
"""Headings of the groups of symptoms."""

SCALE = "0 is none, 10 the worst you can imagine. Any may be left out."

KEYS_HINT = (
    "Type a number and the next row follows by itself; after a 1 it waits for the 0 of a 10, "
    "and ↓ goes on."
)

MORE = "&More: who scored, a whole week, a note"


def question(day: date | None, observer: Observer, recall: Recall, today: date) -> str:
    """Return what is asked, with the scale."""
    asked = "how bad is each today?" if day == today else "how bad was each on that day?"
    if recall is Recall.WEEK:
        asked = "how bad was each at its worst, in the 7 days up to this date?"
    who = "" if observer is Observer.SELF else "somebody close to me says: "
    return f"{labels.sentence(who + asked)} {SCALE}"


def none_of_it(day: date | None, recall: Recall, today: date) -> str:
    """Return what the button says that scores everything 0."""
    if recall is Recall.WEEK:
        return "&None in these 7 days"
    return "&None today" if day == today else "&None that day"


def same_as(before: SymptomEntry, day: date | None, today: date) -> str:
    """Return what the button says that repeats an earlier entry: which one."""
    if day == today and (today - before.on).days == 1:
        return "&Same as yesterday"
    return f"&Same as on {labels.plain_day(before.on, today)}"


def kind(observer: Observer, recall: Recall) -> str:
    """Return how a score differs from the patient's daily one; nothing for that one."""
    said = ["worst of 7 days"] if recall is Recall.WEEK else []
    said += ["scored by somebody close to me"] if observer is Observer.OTHER else []
    return ", ".join(said)


def named(entry: SymptomEntry, today: date) -> str:
    """Return what an entry is called in a sentence: its date, and its kind if it is unusual."""
    said = kind(entry.observer, entry.recall)
    day = labels.plain_day(entry.on, today)
    return f"Symptoms of {day} ({said})" if said else f"Symptoms of {day}"


def logged_already(entry: SymptomEntry, today: date) -> str:
    """Return that there is an entry of this date and kind."""
    return f"{named(entry, today)} are logged already."


def change_instead(entry: SymptomEntry, today: date) -> str:
    """Return why there cannot be two entries of one date and kind."""
    return f"{logged_already(entry, today)[:-1]}: change that entry, or choose another date."


def scale_source() -> str:
    """Return where the scale from 0 to 10 comes from."""
    return f"The scale: {assets.scale_source()}."


def advice(names: list[str]) -> str:
    """Return the one sentence for symptoms that a clinician should soon hear of."""
    return f"{labels.listed(names)}: {assets.advice().soon}" if names else ""
