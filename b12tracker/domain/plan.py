"""The plan: what the clinician prescribed, as phases with one rhythm each."""

import itertools
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from .identity import new_id
from .injection import Route, Substance, check_dose

DAYS_PER_MONTH = 30.4375
"""The mean length of a calendar month in days: 365.25 / 12."""


class Cause(StrEnum):
    """Why vitamin B12 is lacking, as the clinician named it."""

    DIETARY = "dietary"
    MALABSORPTION = "malabsorption"
    PERNICIOUS_ANAEMIA = "pernicious_anaemia"
    MEDICATION = "medication"
    SURGERY = "surgery"
    OTHER = "other"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """What the deficiency did: nothing felt, symptoms, or nerves involved."""

    NO_SYMPTOMS = "no_symptoms"
    SYMPTOMS = "symptoms"
    NEUROLOGICAL = "neurological"


class Unit(StrEnum):
    """The unit an interval is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


LONGEST = {Unit.DAY: 366, Unit.WEEK: 52, Unit.MONTH: 12}
"""An interval lies between one day and one year."""


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"

    @property
    def number(self) -> int:
        """0 for Monday to 6 for Sunday, as ``date.weekday`` counts."""
        return list(Weekday).index(self)


@dataclass(frozen=True)
class Every:
    """An interval, from one day to one year: every ``n`` days, weeks or calendar months.

    Attributes:
        n_max: the longer end of a range (every 2 to 3 months); ``n`` is the shorter one.
        weekdays: fixed weekdays instead (Monday, Wednesday, Friday); ``n`` is 1 and ``unit`` week.

    Raises:
        ValueError: the interval is shorter than a day, longer than a year, or is both a range and
            fixed weekdays.
    """

    n: int = 1
    unit: Unit = Unit.WEEK
    n_max: int | None = None
    weekdays: tuple[Weekday, ...] = ()

    def __post_init__(self) -> None:
        longest = self.n if self.n_max is None else self.n_max
        if not 1 <= self.n <= LONGEST[self.unit] or longest > LONGEST[self.unit]:
            raise ValueError("The interval must lie between one day and one year.")
        if self.n_max is not None and self.n_max <= self.n:
            raise ValueError("The longer end of the range must be longer than the shorter one.")
        if self.weekdays:
            if (self.n, self.unit, self.n_max) != (1, Unit.WEEK, None):
                raise ValueError("An interval is either fixed weekdays or a number, not both.")
            in_order = tuple(day for day in Weekday if day in self.weekdays)
            object.__setattr__(self, "weekdays", in_order)

    def after(self, start: date, steps: int) -> date:
        """Return the date ``steps`` intervals after ``start``; of a range, its shorter end.

        Months are counted from ``start`` and never chained, so that 31 January is followed by
        28 February and then by 31 March. With fixed weekdays, each listed weekday is one step.
        """
        if self.weekdays:
            return self._listed_after(start, steps)
        if self.unit is Unit.MONTH:
            return start + relativedelta(months=self.n * steps)
        return start + timedelta(days=steps * round(self.days))

    def first_on(self, day: date) -> date:
        """Return the first date of a grid that may begin on ``day``; a weekday that is listed."""
        return self._listed_after(day - timedelta(days=1), 1) if self.weekdays else day

    def latest(self, start: date, steps: int) -> date:
        """Return the longer end of a range, counted like ``after``; without a range the same."""
        if self.n_max is None:
            return self.after(start, steps)
        return Every(1, self.unit).after(start, self.n * steps + self.n_max - self.n)

    def _listed_after(self, start: date, steps: int) -> date:
        ahead = sorted((day.number - start.weekday() - 1) % 7 + 1 for day in self.weekdays)
        weeks, place = divmod(steps - 1, len(ahead))
        return start + timedelta(days=7 * weeks + ahead[place]) if steps else start

    @property
    def days(self) -> float:
        """The mean length in days; of a range, its shorter end."""
        if self.weekdays:
            return 7 / len(self.weekdays)
        return self.n * {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: DAYS_PER_MONTH}[self.unit]

    @property
    def per_month(self) -> float:
        """Injections per calendar month: weekly 4.35, monthly 1; of a range, the most."""
        return DAYS_PER_MONTH / self.days


class Anchor(StrEnum):
    """How the next date is found.

    Fixed: a grid from the phase's first dose. From the last injection: one interval after it.
    Hybrid: the grid stays while injections fall inside their tolerance; one outside becomes the
    new start of the grid, as with long-acting injectables.
    """

    FIXED = "fixed"
    LAST_INJECTION = "last_injection"
    HYBRID = "hybrid"


class Open(StrEnum):
    """How a phase without a last dose ends."""

    UNTIL_REVIEWED = "until_reviewed"
    FOR_LIFE = "for_life"


USUAL_TOLERANCE = ((1, 0), (3, 1), (8, 2), (15, 3), (22, 5))
"""(interval up to so many days, days of tolerance either side); longer intervals have seven.

Our own judgement; seven days for a month and longer follows the ±7 days of long-acting
cabotegravir. No published window exists for vitamin B12."""


def usual_tolerance(every: Every) -> int:
    """Return the days, either side of a planned date, that a new phase starts with."""
    for up_to, days in USUAL_TOLERANCE:
        if every.days <= up_to:
            return days
    return 7


@dataclass(frozen=True)
class Phase:
    """A part of a plan with one rhythm.

    Attributes:
        first_dose: date of the first dose; None when the phase follows the one before it.
        doses, days, last_day: the phase ends after so many doses, after so many days, or on a
            date; at most one of them is given, and none while it is open.
        dose_ug: the prescribed dose in µg.
        early_days, late_days: days before and after a planned date that still count as on time.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """

    every: Every
    name: str = ""
    goal: str = ""
    first_dose: date | None = None
    doses: int | None = None
    days: int | None = None
    last_day: date | None = None
    open: Open = Open.UNTIL_REVIEWED
    dose_ug: float | None = None
    substance: Substance | None = None
    route: Route | None = None
    early_days: int = 0
    late_days: int = 0
    anchor: Anchor = Anchor.FIXED
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        check_dose(self.dose_ug)
        self._check_end()
        if not (0 <= self.early_days <= self.every.days and 0 <= self.late_days <= self.every.days):
            raise ValueError("The days that count as on time cannot be longer than the interval.")
        if self.every.n_max is not None and self.anchor is not Anchor.LAST_INJECTION:
            raise ValueError("A range such as 2 to 3 months is counted from the last injection.")
        if self.every.weekdays and self.anchor is not Anchor.FIXED:
            raise ValueError("Fixed weekdays keep their days: choose the fixed anchor.")

    def _check_end(self) -> None:
        if self.doses is not None and not 1 <= self.doses <= 1000:
            raise ValueError("A phase that ends after a number of doses has 1 to 1000 of them.")
        if self.days is not None and not 1 <= self.days <= 36_525:
            raise ValueError("A phase that ends after a time lasts from 1 day to 100 years.")
        if self.last_day and self.first_dose and self.last_day < self.first_dose:
            raise ValueError("The last day of a phase cannot lie before its first dose.")
        if sum(end is not None for end in (self.doses, self.days, self.last_day)) > 1:
            raise ValueError("A phase ends in one way: after doses, after a time, or on a date.")
        if not self.is_open and self.open is Open.FOR_LIFE:
            raise ValueError("A phase either ends or goes on for life.")

    @property
    def is_open(self) -> bool:
        """Whether the phase goes on until it is reviewed, or for life."""
        return self.doses is None and self.days is None and self.last_day is None

    @property
    def follows(self) -> bool:
        """Whether the first dose comes one interval after the phase before."""
        return self.first_dose is None


@dataclass(frozen=True)
class Plan:
    """What was prescribed, and why: a list of phases in order.

    Raises:
        ValueError: a phase starts before the one ahead of it, or there is nothing to follow.
    """

    phases: tuple[Phase, ...] = ()
    cause: Cause | None = None
    severity: Severity | None = None
    prescriber: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if self.phases and self.phases[0].follows:
            raise ValueError("The first phase needs the date of its first dose.")
        dated = [phase for phase in self.phases if phase.first_dose]
        for earlier, later in itertools.pairwise(dated):
            if later.first_dose <= earlier.first_dose:  # type: ignore[operator]
                raise ValueError(f"{_called(later)} must start after {_called(earlier)}.")


def _called(phase: Phase) -> str:
    return f"“{phase.name}”" if phase.name else f"the phase of {phase.first_dose}"


def phases_in_order(plans: tuple[Plan, ...]) -> tuple[Phase, ...]:
    """Return all phases, the plan that starts first coming first."""
    begun = [plan for plan in plans if plan.phases]
    begun.sort(key=lambda plan: plan.phases[0].first_dose or date.max)
    return tuple(phase for plan in begun for phase in plan.phases)
