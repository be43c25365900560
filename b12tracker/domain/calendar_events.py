"""What was exported to a calendar: kept, so that a later export can change or withdraw it."""

from dataclasses import dataclass, field
from datetime import date

from .identity import new_id


@dataclass(frozen=True)
class ExportedEvent:
    """An event of a calendar file as it last went out.

    Attributes:
        uid: the event's unique identifier in every calendar.
        on: its date.
        sequence: how often it was changed since it first went out.
        cancelled: it went out as withdrawn.

    Raises:
        ValueError: the sequence is negative, or there is no identifier.
    """

    uid: str
    on: date
    sequence: int = 0
    cancelled: bool = False
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.uid:
            raise ValueError("An exported event has an identifier.")
        if self.sequence < 0:
            raise ValueError("The sequence of an exported event counts from 0.")
