"""The whole logbook as JSON: complete, lossless, readable."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts
from b12tracker.domain.markers import Marker
from b12tracker.domain.plain import UnreadableError, plain, read, shown

FORMAT = "b12tracker-logbook"
VERSION = 1
EXPORT = "export"
HEAD = ("format", "version", EXPORT)
"""Keys that speak of the file, not of the patient."""


class SharingError(Exception):
    """What was handed in cannot be taken; the sentence says what and why."""


def logbook_to_json(facts: Facts, export: Mapping[str, Any] | None = None) -> str:
    """Return every fact as JSON text.

    Args:
        export: what the file says of where it comes from; nothing is read from it.
    """
    lists = plain(facts)
    patient = lists.pop("patient")
    del patient["id"]
    for plan in lists["plans"]:
        plan["phases"] = [_phase_out(phase) for phase in plan["phases"]]
    for check in lists["lab_checks"]:
        check["then_every"] = check["then_every"] and _every_out(check["then_every"])
    said = {EXPORT: dict(export)} if export else {}
    document = {"format": FORMAT, "version": VERSION, **said, "patient": patient, **lists}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def logbook_from_json(text: str, catalogue: Catalogue) -> Facts:
    """Return the facts that JSON text holds.

    Raises:
        SharingError: it is no logbook, or holds something that cannot be honoured, which is named.
    """
    try:
        facts = _facts(_opened(parsed(text)))
        check_facts(facts, catalogue)
    except UnreadableError as error:
        sentence = " ".join(str(error).split())
        raise SharingError(sentence[:300]) from error
    return facts


def parsed(text: str) -> Any:
    """Return what JSON text says.

    Raises:
        UnreadableError: it is no JSON, says one thing twice, is nested too deeply, or holds a
            number without end.
    """
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_doubles)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            "This file cannot be read as a logbook: "
            f"from line {error.lineno} on it is not JSON text."
        ) from error
    except UnreadableError:
        raise
    except (RecursionError, ValueError):
        raise UnreadableError("The file is nested too deeply or holds an endless number.") from None


def _no_constant(word: str) -> None:
    raise UnreadableError(f"The file holds {word}, which is not a number.")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says one thing twice: the first would be dropped without a word."""
    said = dict(pairs)
    if len(said) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise UnreadableError(f"The file says “{double}” twice in one place.")
    return said


ENDS = ("doses", "days", "last_day")
"""The ways in which a phase ends; without one of them it is open."""


def _phase_out(phase: dict[str, Any]) -> dict[str, Any]:
    """A phase says its first dose or that it follows, and its end or how it is open."""
    is_open = all(phase[end] is None for end in ENDS)
    said = {key: value for key, value in phase.items() if key not in ENDS or value is not None}
    if not is_open:
        del said["open"]
    if said["first_dose"] is None:
        said["follows"] = True
        del said["first_dose"]
    said["every"] = _every_out(phase["every"])
    return said


def _every_out(every: dict[str, Any]) -> dict[str, Any]:
    """An interval is either fixed weekdays or a number with its unit."""
    if every["weekdays"]:
        return {"weekdays": every["weekdays"]}
    return {key: every[key] for key in ("n", "unit", "n_max") if every[key] is not None}


def _phase_in(phase: dict[str, Any], where: str) -> dict[str, Any]:
    said = {key: value for key, value in phase.items() if key != "follows"}
    follows = phase.get("follows") or False
    if follows is not True and follows is not False:
        raise UnreadableError(f"{where}.follows is true or false.")
    if follows is (said.get("first_dose") is not None):
        raise UnreadableError(f"{where} needs either “first_dose” or “follows”.")
    ends = [end for end in ENDS if said.get(end) is not None]
    if ends and said.get("open") is not None:
        raise UnreadableError(f"{where} needs either “{ends[0]}” or “open”, not both.")
    _check_every(said.get("every"), f"{where}.every")
    return said


def _check_every(every: Any, where: str) -> None:
    """Refuse half an interval: what is not said would be taken for one week."""
    if isinstance(every, dict) and not every.get("weekdays"):
        for key in ("n", "unit"):
            if every.get(key) is None:
                raise UnreadableError(f"{where} lacks “{key}”.")


def _opened(document: Any) -> dict[str, Any]:
    """Return the lists of facts, once the file is known to be ours and of a version we read."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UnreadableError(f"This is not a B12 Tracker logbook (“format” is not “{FORMAT}”).")
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        raise UnreadableError(
            f"This logbook has format version {shown(version)}; "
            f"this program reads version {VERSION}."
        )
    if not isinstance(document.get(EXPORT, {}), dict):
        raise UnreadableError(f"{EXPORT} should be an object with named values.")
    return {key: value for key, value in document.items() if key not in HEAD}


def _facts(given: dict[str, Any]) -> Facts:
    for number, plan in _objects_in(given.get("plans")):
        phases: Any = plan.get("phases")
        for place, phase in _objects_in(phases):
            phases[place] = _phase_in(phase, f"plans[{number}].phases[{place}]")
    for number, check in _objects_in(given.get("lab_checks")):
        _check_every(check.get("then_every"), f"lab_checks[{number}].then_every")
    return read(Facts, given, "")


def _objects_in(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a list; anything else is complained of when it is read."""
    for place, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield place, item


def check_facts(facts: Facts, catalogue: Catalogue) -> None:
    """Refuse facts that no logbook could hold.

    Raises:
        UnreadableError: a symptom, marker or unit is not known, or an id stands twice.
    """
    _check_known(facts, catalogue)
    _check_ids(facts)


def _check_known(facts: Facts, catalogue: Catalogue) -> None:
    """Refuse symptoms, markers and units that nobody has named."""
    catalogue = catalogue.with_own(facts)
    scored = {key for entry in facts.symptoms for key in entry.scores}
    for key in sorted(scored | set(facts.patient.follows)):
        if key not in catalogue.symptom:
            raise UnreadableError(f"The logbook has the symptom “{key}”, which is not known.")
    for place, check in enumerate(facts.lab_checks):
        for key in check.markers:
            _marker(key, catalogue, f"lab_checks[{place}]")
    for place, result in enumerate(facts.lab_results):
        marker = _marker(result.marker, catalogue, f"lab_results[{place}]")
        try:
            marker.unit(result.unit)
        except ValueError as error:
            raise UnreadableError(f"lab_results[{place}]: {error}") from error


def _marker(key: str, catalogue: Catalogue, where: str) -> Marker:
    if key not in catalogue.marker:
        raise UnreadableError(f"{where}: the marker “{key}” is not known.")
    return catalogue.marker[key]


def _check_ids(facts: Facts) -> None:
    seen: set[str] = set()
    phases = [phase.id for plan in facts.plans for phase in plan.phases]
    for fact_id in [*(fact.id for fact in facts.entries), *phases]:
        if fact_id in seen:
            raise UnreadableError(f"The id {fact_id} stands twice in the file.")
        seen.add(fact_id)
