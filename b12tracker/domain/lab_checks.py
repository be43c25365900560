"""Lab checks: when which markers are to be measured, as agreed for a phase."""

from dataclasses import dataclass, field

from .identity import new_id
from .plan import Every


@dataclass(frozen=True)
class CheckPreset:
    """A published time to measure some markers; it fills the form.

    Attributes:
        evidence: ``verified`` where it was read in its source, ``secondary`` where only others
            quote it.
    """

    key: str
    name: str
    markers: tuple[str, ...]
    first_after_days: int
    window_days: int
    note: str
    evidence: str
    source: str


@dataclass(frozen=True)
class LabCheck:
    """A time window for measuring some markers, once or again and again.

    Attributes:
        phase: the id of the phase it belongs to; it is counted from that phase's first dose.
        markers: keys of the markers, at least one.
        first_after_days: days from the first dose of the phase to the first check, 0 to 3,660.
        then_every: the interval to the checks that come after; None for a single one.
        window_days: days either side in which a result meets the check, 0 to 366.
        lead_days: days ahead at which it is time to book, 0 to 366.
        before_injection: blood is to be drawn before that day's injection.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """

    phase: str
    markers: tuple[str, ...]
    first_after_days: int = 0
    then_every: Every | None = None
    window_days: int = 14
    lead_days: int = 28
    before_injection: bool = False
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.markers:
            raise ValueError("Choose at least one thing to measure.")
        if not 0 <= self.first_after_days <= 3660:
            raise ValueError("The first check comes 0 to 3,660 days after the first dose.")
        if not (0 <= self.window_days <= 366 and 0 <= self.lead_days <= 366):
            raise ValueError("The window and the time to book are 0 to 366 days.")
