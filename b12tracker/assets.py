"""What comes with the program: where its files lie, and the facts of medicine among them.

In a checkout the files lie in ``resources`` beside the package; the wheel and the frozen program
carry the same folder inside it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.injection import Route, Site, Substance
from b12tracker.domain.lab_checks import CheckPreset
from b12tracker.domain.markers import LabUnit, Limits, Marker, PublishedRange
from b12tracker.domain.plan import Anchor, Every, Open, Phase, Unit, Weekday, usual_tolerance
from b12tracker.domain.regimen import Regimen, Step
from b12tracker.domain.symptoms import Symptom

PACKAGE = Path(__file__).resolve().parent

Table = Mapping[str, Any]
"""A TOML file, or one entry of it."""


@dataclass(frozen=True)
class SiteName:
    """A place on the body in words.

    Attributes:
        short: as it stands in a sentence, "left thigh".
        routes: the ways of injecting that this place is used for.
    """

    code: Site
    name: str
    short: str
    routes: tuple[Route, ...]
    snomed: str = ""
    source: str = ""


@dataclass(frozen=True)
class SubstanceName:
    """A form of vitamin B12 in words, with its ATC code where one is known."""

    code: Substance
    name: str
    atc: str = ""
    source: str = ""


@dataclass(frozen=True)
class RouteName:
    """A way of injecting in words, with its codes in SNOMED CT and in HL7 version 3."""

    code: Route
    name: str
    snomed: str = ""
    hl7: str = ""
    source: str = ""


@dataclass(frozen=True)
class Reaction:
    """Something that can follow an injection, in the patient's words.

    Attributes:
        red_flag: what a mark asks the program to say: "emergency" to get emergency help now,
            "urgent" to ask for advice today, or nothing.
        short: as it stands in a sentence, "headache".
    """

    key: str
    group: str
    name: str
    short: str
    red_flag: str = ""
    snomed: str = ""
    source: str = ""


@dataclass(frozen=True)
class Advice:
    """What is said at once when a reaction with a red flag is marked.

    Attributes:
        soon: what is said of a symptom that is new or worse, after its name.
        worse: what is added to ``urgent``; ``early`` is added early in treatment only.
        early_days: days from the first injection on that count as early.
        saved: that nothing keeps the entry from being saved.
    """

    emergency: str
    urgent: str
    worse: str
    early: str
    early_days: int
    soon: str
    saved: str
    source: str = ""


@dataclass(frozen=True)
class Recovery:
    """What usually recovers when under treatment, said of patients in general."""

    key: str
    what: str
    when: str
    source: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything that has a name and a code elsewhere, for what is shared with other programs."""

    catalogue: Catalogue
    sites: tuple[SiteName, ...]
    substances: Mapping[Substance, SubstanceName]
    routes: Mapping[Route, RouteName]
    reactions: tuple[Reaction, ...]


def resource(*parts: str) -> Path:
    """Return the path of a file or folder that comes with the program."""
    inside = PACKAGE / "resources"
    root = inside if inside.is_dir() else PACKAGE.parent / "resources"
    return root.joinpath(*parts)


@cache
def catalogue() -> Catalogue:
    """Return the symptoms and markers that can be scored and measured."""
    symptoms = _entries("symptoms", "symptom")
    markers = _entries("markers", "marker")
    return Catalogue(
        symptoms=tuple(_symptom(entry) for entry in symptoms),
        markers=tuple(_marker(entry) for entry in markers),
    )


def scale_source() -> str:
    """Return where the scale of severity, from 0 for none to 10 for the worst, comes from."""
    content = _read("clinical", "symptoms.toml")
    return "; ".join(content["sources"][key] for key in content["scale"]["source"])


@cache
def reactions() -> tuple[Reaction, ...]:
    """Return what can follow an injection, in the order it is offered."""
    return tuple(_reaction(entry) for entry in _entries("symptoms", "reaction"))


@cache
def advice() -> Advice:
    """Return what is said about a reaction with a red flag."""
    content = _read("clinical", "symptoms.toml")
    told = content["advice"]
    return Advice(**told | {"source": "; ".join(content["sources"][key] for key in told["source"])})


@cache
def recovery() -> tuple[Recovery, ...]:
    """Return what usually recovers when, the earliest first."""
    keys = ("key", "what", "when", "source")
    entries = _entries("recovery", "recovery")
    return tuple(Recovery(**{key: entry[key] for key in keys}) for entry in entries)


@cache
def sites() -> tuple[SiteName, ...]:
    """Return the places on the body, in the order they are offered."""
    return tuple(_site(entry) for entry in _entries("sites", "site"))


@cache
def substances() -> Mapping[Substance, SubstanceName]:
    """Return the forms of vitamin B12, in the order they are offered."""
    names = [_substance(entry) for entry in _entries("substances", "substance")]
    return MappingProxyType({name.code: name for name in names})


@cache
def routes() -> Mapping[Route, RouteName]:
    """Return the ways of injecting, in the order they are offered."""
    names = [_route(entry) for entry in _entries("substances", "route")]
    return MappingProxyType({name.code: name for name in names})


def vocabulary() -> Vocabulary:
    """Return the names and codes of what is measured, scored, injected, and felt after it."""
    return Vocabulary(catalogue(), sites(), substances(), routes(), reactions())


@cache
def regimens() -> tuple[Regimen, ...]:
    """Return the published regimens, in the order they are offered."""
    return tuple(_regimen(entry) for entry in _entries("regimens", "regimen"))


@cache
def check_presets() -> tuple[CheckPreset, ...]:
    """Return published times to measure markers, in the order they are offered."""
    return tuple(
        CheckPreset(**entry | {"markers": tuple(entry["markers"])})
        for entry in _entries("lab_checks", "preset")
    )


@cache
def check_advice() -> tuple[str, str]:
    """Return what published guidance says of levels drawn on treatment, and its sources."""
    content = _read("clinical", "lab_checks.toml")
    advice = content["advice"]
    return advice["text"], "; ".join(content["sources"][key] for key in advice["source"])


def sample_story() -> Table:
    """Return the story that the sample logbook tells."""
    return _read("sample", "story.toml")


@cache
def _read(*parts: str) -> Table:
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))


def _entries(file: str, kind: str) -> list[dict[str, Any]]:
    """Read the entries of one kind, each with its sources spelled out."""
    content = _read("clinical", f"{file}.toml")
    return [
        entry | {"source": "; ".join(content["sources"][key] for key in entry["source"])}
        for entry in content[kind]
    ]


def _marker(entry: Table) -> Marker:
    return Marker(
        key=entry["key"],
        name=entry["name"],
        short=entry["short"],
        units=tuple(_unit(unit) for unit in entry["units"]),
        loinc=tuple(entry["loinc"]),
        rises_on_treatment=entry["rises_on_treatment"],
        source=entry["source"],
        ranges=tuple(_published(entry) for entry in entry["ranges"]),
        soft=_limits(entry, "soft"),
        hard=_limits(entry, "hard"),
        note=entry.get("note", ""),
        copying=entry.get("copying", ""),
        beside=tuple(entry.get("beside", ())),
    )


def _unit(entry: Table) -> LabUnit:
    return LabUnit(
        ucum=entry["ucum"],
        factor=float(entry["factor"]),
        symbol=entry["symbol"],
        loinc=entry.get("loinc", ""),
    )


def _published(entry: Table) -> PublishedRange:
    low, high = (float(entry[end]) if end in entry else None for end in ("low", "high"))
    source = _read("clinical", "markers.toml")["sources"][entry["source"]]
    return PublishedRange(low, high, entry["unit"], entry.get("sex"), source)


def _limits(entry: Table, kind: str) -> Limits:
    """Read limits, which stand in the canonical unit."""
    return Limits(float(entry[kind]["low"]), float(entry[kind]["high"]))


def _symptom(entry: Table) -> Symptom:
    return Symptom(
        key=entry["key"],
        group=entry["group"],
        name=entry["name"],
        snomed=_snomed(entry),
        source=entry["source"],
        red_flag=entry.get("red_flag", ""),
    )


def _snomed(entry: Table) -> str:
    """Return the code in SNOMED CT, where it was read together with its name."""
    return entry.get("snomed", "") if entry["evidence"] == "verified" else ""


def _reaction(entry: Table) -> Reaction:
    return Reaction(
        key=entry["key"],
        group=entry["group"],
        name=entry["name"],
        short=entry["short"],
        red_flag=entry.get("red_flag", ""),
        snomed=_snomed(entry),
        source=entry["source"],
    )


def _site(entry: Table) -> SiteName:
    return SiteName(
        code=Site(entry["code"]),
        name=entry["name"],
        short=entry["short"],
        routes=tuple(Route(code) for code in entry["routes"]),
        snomed=_snomed(entry),
        source=entry["source"],
    )


def _substance(entry: Table) -> SubstanceName:
    return SubstanceName(
        code=Substance(entry["code"]),
        name=entry["name"],
        atc=entry.get("atc", ""),
        source=entry["source"],
    )


def _route(entry: Table) -> RouteName:
    return RouteName(
        code=Route(entry["code"]),
        name=entry["name"],
        snomed=entry["snomed"],
        hl7=entry["hl7"],
        source=entry["source"],
    )


def _regimen(entry: Table) -> Regimen:
    substance = Substance(entry["substance"]) if "substance" in entry else None
    routes = tuple(Route(code) for code in entry.get("routes", ()))
    route = routes[0] if len(routes) == 1 else None
    return Regimen(
        key=entry["key"],
        region=entry["region"],
        indication=entry["indication"],
        by=entry["by"],
        year=entry["year"],
        evidence=entry["evidence"],
        source=entry["source"],
        steps=tuple(_step(phase, substance, route) for phase in entry.get("phase", ())),
        nerves=entry.get("nerves"),
        substance=substance,
        routes=routes,
        note=entry.get("note", ""),
    )


def _step(entry: Table, substance: Substance | None, route: Route | None) -> Step:
    every = _every(entry)
    phase = Phase(
        every,
        name=entry["name"],
        goal=entry.get("goal", ""),
        doses=entry.get("doses"),
        days=entry.get("days"),
        open=Open(entry.get("open", Open.UNTIL_REVIEWED)),
        dose_ug=entry.get("dose_ug"),
        substance=substance,
        route=route,
        early_days=usual_tolerance(every),
        late_days=usual_tolerance(every),
        anchor=Anchor.FIXED if every.n_max is None else Anchor.LAST_INJECTION,
    )
    return Step(phase, entry.get("note", ""))


def _every(entry: Table) -> Every:
    if "weekdays" in entry:
        return Every(weekdays=tuple(Weekday(day) for day in entry["weekdays"]))
    return Every(entry["n"], Unit(entry["unit"]), entry.get("n_max"))
