"""The sample logbook: an invented patient's story, told anew for any day."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.domain.interruptions import Pause, Reason, Skip
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.domain.plan import Cause, Every, Phase, Plan, Severity, Unit
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import SymptomEntry

Story = Mapping[str, Any]
SAMPLE = UUID("b12b12b1-2b12-4b12-8b12-b12b12b12b12")

LAST_PHASE = 2
"""The phases before it are placed backwards from its first dose."""


def tell(story: Story, today: date) -> Facts:
    """Return the story as the facts of a logbook that ends on ``today``."""
    told = story["plan"]
    plan = _plan(told, today)
    planned = _planned_dates(told, plan)
    injections = tuple(_injections(story, plan, planned))
    return Facts(
        patient=Patient(name=story["patient"]["name"], follows=tuple(story["patient"]["follows"])),
        plans=(plan,),
        injections=injections,
        symptoms=tuple(_symptoms(story["symptoms"], injections, today)),
        lab_results=tuple(_lab_results(story["labs"], planned)),
        pauses=tuple(_pause(told["pause"], day) for day in _dates_of("paused", told, planned)),
        appointments=tuple(_appointments(story["appointments"], today)),
        skips=tuple(_skip(told["skip"], day) for day in _dates_of("skipped", told, planned)),
        lab_checks=tuple(_lab_checks(story["lab_checks"], plan)),
        boxes=tuple(_boxes(story, plan, today)),
    )


def _lab_checks(told: list[Story], plan: Plan) -> Iterator[LabCheck]:
    phases = {phase.name: phase.id for phase in plan.phases}
    for number, check in enumerate(told):
        months = check.get("again_months")
        yield LabCheck(
            phase=phases[check["phase"]],
            markers=tuple(check["markers"]),
            first_after_days=check["after_days"],
            then_every=Every(months, Unit.MONTH) if months else None,
            before_injection=check["before_injection"],
            id=_id("lab check", number),
        )


def _id(*parts: object) -> str:
    return str(uuid5(SAMPLE, " ".join(map(str, parts))))


def _plan(told: Story, today: date) -> Plan:
    """Place the plan so that the coming dose is planned a few days after ``today``.

    Repletion is followed by maintenance; the rhythm changes on the date of a third phase.
    """
    repletion, maintenance, closer = told["phases"]
    coming = today + timedelta(days=told["next_in_days"])
    changed = _every(closer).after(coming, -len(closer["given"]))
    last_weekly = _every(maintenance).after(changed, -len(maintenance["given"]) - 1)
    first = _every(repletion).after(last_weekly, 1 - len(repletion["given"]))
    return Plan(
        phases=(
            _phase(told, 0, first_dose=first, doses=len(repletion["given"])),
            _phase(told, 1, last_day=changed - timedelta(days=15)),
            _phase(told, LAST_PHASE, first_dose=changed),
        ),
        cause=Cause(told["cause"]),
        severity=Severity(told["severity"]),
        prescriber=told["prescriber"],
        id=_id("plan"),
    )


def _every(phase: Story) -> Every:
    return Every(phase["every"]["n"], Unit(phase["every"]["unit"]))


def _phase(told: Story, number: int, **placed: Any) -> Phase:
    phase = told["phases"][number]
    return Phase(
        every=_every(phase),
        name=phase["name"],
        goal=phase["goal"],
        dose_ug=told["dose_ug"],
        substance=Substance(told["substance"]),
        route=Route(told["route"]),
        early_days=phase["tolerance_days"],
        late_days=phase["tolerance_days"],
        id=_id("phase", number),
        **placed,
    )


def _planned_dates(told: Story, plan: Plan) -> dict[str, list[date]]:
    """Return the planned dates that the story tells of, by the name of their phase."""
    dates: dict[str, list[date]] = {}
    last = date.min
    for phase, part in zip(plan.phases, told["phases"], strict=True):
        start = phase.first_dose or phase.every.after(last, 1)
        dates[phase.name] = [phase.every.after(start, n) for n in range(len(part["given"]))]
        last = dates[phase.name][-1]
    return dates


def _dates_of(word: str, told: Story, planned: Mapping[str, list[date]]) -> Iterator[date]:
    """Yield the planned dates of the doses of which the story says this word."""
    for phase in told["phases"]:
        for day, outcome in zip(planned[phase["name"]], phase["given"], strict=True):
            if outcome == word:
                yield day


def _pause(told: Story, day: date) -> Pause:
    return Pause(
        start=day - timedelta(days=told["days_before"]),
        end=day + timedelta(days=told["days_after"]),
        reason=Reason(told["reason"]),
        note=told["note"],
        id=_id("pause"),
    )


def _skip(told: Story, day: date) -> Skip:
    return Skip(day, Reason(told["reason"]), note=told["note"], id=_id("skip"))


def _given_on(told: Story, planned: Mapping[str, list[date]]) -> Iterator[tuple[date, str]]:
    """Yield the date of each injection, and what its note says if it has one."""
    top_up = told["top_up"]
    for phase in told["phases"]:
        for number, (day, late) in enumerate(
            zip(planned[phase["name"]], phase["given"], strict=True)
        ):
            if isinstance(late, int):
                given_on = day + timedelta(days=late)
                yield given_on, ""
                if (phase["name"], number) == (top_up["phase"], top_up["dose"]):
                    yield given_on + timedelta(days=top_up["days"]), top_up["note"]


def _injections(story: Story, plan: Plan, planned: Mapping[str, list[date]]) -> Iterator[Injection]:
    told = story["injections"]
    phase = plan.phases[0]
    for number, (given_on, note) in enumerate(_given_on(story["plan"], planned)):
        yield Injection(
            given_on=given_on,
            dose_ug=phase.dose_ug,
            substance=phase.substance,
            route=phase.route,
            site=Site(told["sites"][number % len(told["sites"])]),
            lot=told["lots"][number // 10 % len(told["lots"])],
            box=_box_of(story["boxes"], number),
            given_by=GivenBy(told["given_by"]),
            reactions=tuple(told["reactions"].get(str(number), ())),
            note=note or told["notes"].get(str(number), ""),
            id=_id("injection", number),
        )


def _boxes(story: Story, plan: Plan, today: date) -> Iterator[Box]:
    phase = plan.phases[0]
    for told in story["boxes"]:
        yield Box(
            product=told["product"],
            substance=phase.substance,
            strength_ug_per_ml=phase.dose_ug,
            volume_ml=1,
            lot=told["lot"],
            expires=today + timedelta(days=told["expires_in_days"]),
            ampoules=told["ampoules"],
            lost=told["lost"],
            needles=told.get("needles"),
            syringes=told.get("syringes"),
            got_on=today - timedelta(days=told["came_days_ago"]),
            id=_id("box", told["lot"]),
        )


def _box_of(boxes: list[Story], number: int) -> str | None:
    """Return the id of the box that the injection of this number was taken from."""
    opened = [told for told in boxes if told.get("from", number + 1) <= number]
    return _id("box", opened[-1]["lot"]) if opened else None


def _symptoms(
    told: Story, injections: tuple[Injection, ...], today: date
) -> Iterator[SymptomEntry]:
    chance = Random(told["seed"])
    given = sorted(injection.given_on for injection in injections)
    first = given[0]
    curves = {key: curve for key, curve in told.items() if isinstance(curve, Mapping)}
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        since = (day - max(earlier for earlier in given if earlier <= day)).days
        noise = {key: chance.gauss(0, 0.6) for key in curves}
        if chance.random() >= told["logged_share"]:
            continue
        scores = {key: _severity(curve, number, since, noise[key]) for key, curve in curves.items()}
        yield SymptomEntry(day, scores, id=_id("symptoms", number))


def _severity(curve: Story, day: int, since_injection: int, noise: float) -> int:
    settling = max(0.0, 1 - day / (7 * curve["weeks"]))
    level = curve["settled"] + (curve["start"] - curve["settled"]) * settling
    rise = curve["rise_per_day"] * max(0, since_injection - curve["quiet_days"])
    severity: float = level + min(rise, 5) + noise
    return max(0, min(10, round(severity)))


def _lab_results(told: list[Story], planned: Mapping[str, list[date]]) -> Iterator[LabResult]:
    for draw in told:
        drawn = planned[draw["phase"]][draw["dose"]] + timedelta(days=draw["days"])
        for result in draw["results"]:
            yield LabResult(
                collected_on=drawn,
                marker=result["marker"],
                value=float(result["value"]),
                unit=result["unit"],
                comparator=Comparator(result["comparator"]) if "comparator" in result else None,
                range_low=result.get("low"),
                range_high=result.get("high"),
                flag=result.get("flag", ""),
                laboratory="Riverside Pathology (invented)",
                note=draw.get("note", ""),
                id=_id("lab", draw["phase"], draw["dose"], result["marker"]),
            )


def _appointments(told: list[Story], today: date) -> Iterator[Appointment]:
    for number, one in enumerate(told):
        yield Appointment(
            on=today + timedelta(days=one["in_days"]),
            with_whom=one["with"],
            questions=tuple(one["questions"]),
            agreed=one["agreed"],
            id=_id("appointment", number),
        )
