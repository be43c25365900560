"""What a laboratory can measure: markers, the units they are reported in, published ranges."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LabUnit:
    """A unit a laboratory reports in.

    Attributes:
        ucum: its code in the Unified Code for Units of Measure.
        factor: a value in this unit times ``factor`` is the value in the marker's canonical unit.
        symbol: how it is printed.
        loinc: the LOINC code of the marker in this unit; empty where none is known.
    """

    ucum: str
    factor: float
    symbol: str
    loinc: str = ""


@dataclass(frozen=True)
class PublishedRange:
    """A published adult range; either side may be open.

    Attributes:
        low, high: in ``unit``.
        unit: a UCUM code.
        sex: ``female`` or ``male`` where it holds for one only.
        source: who published it.
    """

    low: float | None
    high: float | None
    unit: str
    sex: str | None = None
    source: str = ""

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Both ends, as a laboratory's own range has them."""
        return self.low, self.high


@dataclass(frozen=True)
class Limits:
    """What lies outside is asked about; both ends in the marker's canonical unit."""

    low: float
    high: float


@dataclass(frozen=True)
class Marker:
    """A thing a laboratory measures.

    Attributes:
        units: those it is reported in; the first is the canonical one.
        loinc: its codes in LOINC.
        rises_on_treatment: the level rises after every injection whatever the effect, so results
            are shown neutrally.
        ranges: published adult ranges, used only where a report gives neither flag nor range.
        soft: outside, a number is asked about.
        hard: outside, number and unit cannot both be right.
        note: one sentence for whoever reads a value.
        copying: one sentence for whoever copies a value from a report.
        beside: keys of the markers it is read with.
    """

    key: str
    name: str
    short: str
    units: tuple[LabUnit, ...]
    loinc: tuple[str, ...] = ()
    rises_on_treatment: bool = False
    source: str = ""
    ranges: tuple[PublishedRange, ...] = ()
    soft: Limits | None = None
    hard: Limits | None = None
    note: str = ""
    copying: str = ""
    beside: tuple[str, ...] = ()

    def unit(self, ucum: str) -> LabUnit:
        """Return the unit with this code.

        Raises:
            ValueError: no laboratory reports this marker in that unit.
        """
        for unit in self.units:
            if unit.ucum == ucum:
                return unit
        known = ", ".join(unit.symbol for unit in self.units)
        raise ValueError(f"{self.name} is not reported in “{ucum}”; known units are {known}.")

    def knows(self, ucum: str) -> bool:
        """Whether it is reported in this unit."""
        return any(unit.ucum == ucum for unit in self.units)

    def convert(self, value: float, ucum: str, to: str) -> float:
        """Return ``value`` in another unit of this marker, by molar mass.

        Raises:
            ValueError: one of the units is not known for this marker.
        """
        if ucum == to:
            return value
        return value * self.unit(ucum).factor / self.unit(to).factor
