"""The words of the report's first page, from what the domain found."""

from collections.abc import Iterator
from datetime import date

from b12tracker import __version__, assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.changes import COMPARED_DAYS, Changes, LabChange, SymptomChange
from b12tracker.domain.course import Stretch
from b12tracker.domain.lab_story import ToldResult
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plan import Plan
from b12tracker.domain.reading import Basis, Verdict
from b12tracker.domain.report import ReportState
from b12tracker.domain.wear_off import WearOffState
from b12tracker.sharing.report_parts import Charts, FigureLine, Lines, ReportText, Table

from . import labels, report_rows, review_words, timeline_words, wear_off_words
from .reason_words import REASON
from .wear_off_words import symptom_name

TITLE = "Vitamin B12 injections"
LAB_HEADINGS = ("Marker", "Result", "Range", "Flag", "Drawn", "Day")
LABS_MEAN = "Day: days since the last injection. Range and flag are the laboratory’s."
PUBLISHED = " † against a published adult range, where the laboratory gave none."
OUTSIDE = {Verdict.BELOW: "below", Verdict.ABOVE: "above"}
NEUTRAL = (
    " * rises after every injection, whatever the effect: a high value is not in itself a reason "
    "to change treatment."
)
TIMELINE_SAID = (
    "Timeline of the period: doses planned and given, symptoms and laboratory values; every one "
    "of them stands in the appendix."
)


def report_text(state: ReportState, catalogue: Catalogue) -> ReportText:
    """Return the whole report in words."""
    return ReportText(
        title=TITLE,
        who=_who(state),
        about=_about(state),
        foot=_foot(state),
        plan=Lines("The plan", tuple(_plan(state))),
        doses=_doses(state),
        injections=Lines("Injections", () if state.has_plan else (_injections(state),)),
        gaps=_gaps(state),
        reactions=Lines("Reactions after injections", _reactions(state)),
        wear_off=Lines("Wear-off", _wear_off(state.wear_off, catalogue)),
        questions=_questions(state),
        changes=_changes(state.changes, catalogue),
        labs=_labs(state, catalogue),
        charts=_charts(state),
        appendix=tuple(report_rows.appendix(state, catalogue)),
    )


def _who(state: ReportState) -> str:
    born = state.patient.birth_date
    said = [state.patient.name.strip(), f"born {labels.short_day(born)}" if born else ""]
    return ", ".join(part for part in said if part)


def _about(state: ReportState) -> str:
    days = labels.short_day(state.first), labels.short_day(state.last)
    return f"{' to '.join(dict.fromkeys(days))} · self-reported by the patient"


def _foot(state: ReportState) -> str:
    printed = labels.short_day(state.today)
    return (
        f"Self-reported by the patient. B12 Tracker {__version__}, printed {printed}. "
        "It records; it does not advise."
    )


def _plan(state: ReportState) -> Iterator[str]:
    """Yield what was prescribed and when the next is due, then the phases: now, later, before."""
    about = " ".join(_prescribed(plan) for plan in state.plans[-1:])
    due = f"Next planned: {labels.short_day(state.next.planned)}." if state.next else ""
    yield from filter(None, [f"{about} {due}".strip()])
    later = [one for one in state.stretches if one.start > state.today]
    now = [one for one in state.stretches if one not in later and not _is_over(one, state.today)]
    over = [one for one in state.stretches if one not in now and one not in later]
    yield from map(_now, now)
    yield from (f"Later: {_phase(one)}" for one in later)
    yield from (f"Before: {_phase(one)}" for one in reversed(over))


def _is_over(stretch: Stretch, today: date) -> bool:
    return stretch.asks_until is not None and stretch.asks_until <= today


def _prescribed(plan: Plan) -> str:
    said = [
        labels.CAUSE[plan.cause] if plan.cause else "",
        labels.SEVERITY[plan.severity].lower() if plan.severity else "",
        f"prescribed by {plan.prescriber.strip()}" if plan.prescriber.strip() else "",
    ]
    known = ", ".join(part for part in said if part)
    return f"{labels.sentence(known)}." if known else ""


def _now(stretch: Stretch) -> str:
    phase = stretch.phase
    goal = f" Goal: {phase.goal.strip()}." if phase.goal.strip() else ""
    return f"Now: {_phase(stretch)} That is {labels.monthly(phase.every, phase.dose_ug)}.{goal}"


def _phase(stretch: Stretch) -> str:
    """Return a phase with its rhythm, dose and days."""
    return f"{report_rows.phase_in_words(stretch.phase)}, {report_rows.phase_days(stretch)}."


def _doses(state: ReportState) -> tuple[FigureLine, ...]:
    if not state.has_plan:
        return ()
    return tuple(FigureLine(*line) for line in review_words.figures(state.review))


def _injections(state: ReportState) -> str:
    if not state.given:
        return "No plan is entered, and no injection is logged in this period."
    last = max(one.given_on for one in state.given)
    return (
        f"No plan is entered. {labels.counted(len(state.given), 'injection')} logged in this "
        f"period, the last on {labels.short_day(last)}."
    )


def _gaps(state: ReportState) -> Table:
    headings, *rows = (row[:4] for row in review_words.gap_rows(state.review))
    return Table("Longest gaps between injections", headings, tuple(rows))


def _reactions(state: ReportState) -> tuple[str, ...]:
    if not state.given:
        return ()
    n = labels.counted(len(state.given), "injection")
    after = sum(bool(one.reactions) for one in state.given)
    if not after:
        return (f"None noted with {n}.",)
    names = {one.key: one.name for one in assets.reactions()}
    counts = [f"{names.get(key, key)} ({times})" for key, times in state.reactions.most_common()]
    return (f"After {after} of {n}: {', '.join(counts)}.",)


def _wear_off(state: WearOffState | None, catalogue: Catalogue) -> tuple[str, ...]:
    if state is None:
        return ()
    if state.estimate is None:
        return (wear_off_words.not_enough(state)[0],)
    return (
        wear_off_words.sentence(state, state.estimate, catalogue),
        wear_off_words.which(state),
    )


def _questions(state: ReportState) -> Lines:
    coming = state.coming
    if coming is None:
        return Lines("Questions")
    whom = coming.with_whom.strip()
    day = labels.short_day(coming.on)
    return Lines(f"Questions for {whom or 'the appointment'}, {day}", coming.questions)


def _changes(changes: Changes | None, catalogue: Catalogue) -> Lines:
    if changes is None:
        return Lines("")
    whom, day = changes.appointment.with_whom.strip(), labels.short_day(changes.appointment.on)
    title = f"Since the appointment{f' with {whom}' if whom else ''} on {day}"
    return Lines(title, tuple(_new(changes, catalogue)))


def _new(changes: Changes, catalogue: Catalogue) -> Iterator[str]:
    if changes.appointment.agreed.strip():
        yield f"Agreed then: {changes.appointment.agreed.strip()}"
    for stretch in changes.phases:
        phase = report_rows.phase_in_words(stretch.phase)
        yield f"New phase: {phase}, from {labels.short_day(stretch.start)}."
    for pause in changes.pauses:
        until = f" to {labels.short_day(pause.end)}" if pause.end else ""
        why = REASON[pause.reason].lower()
        yield f"Pause from {labels.short_day(pause.start)}{until}: {why}."
    found = changes.doses
    if found.planned:
        yield (
            f"Doses taken {found.taken} of {found.planned}, {found.missed} missed, "
            f"{found.skipped} skipped."
        )
    for lab in changes.labs:
        yield _lab_change(lab, catalogue)
    for symptom in changes.symptoms:
        yield _symptom_change(symptom, catalogue)


def _lab_change(change: LabChange, catalogue: Catalogue) -> str:
    name = _marker_name(change.since, catalogue)
    now = f"{_value(change.since, catalogue)} ({labels.short_day(change.since.collected_on)})"
    if change.before is None:
        return f"{name}: {now}, the first."
    before = labels.short_day(change.before.collected_on)
    return f"{name}: {now}, before {_value(change.before, catalogue)} ({before})."


def _symptom_change(change: SymptomChange, catalogue: Catalogue) -> str:
    weeks = COMPARED_DAYS // 7
    return (
        f"{symptom_name(change.key, catalogue)}: {change.now:.1f} of 10 in the last {weeks} weeks, "
        f"{change.before:.1f} in the {weeks} up to it ({change.now_days} and {change.before_days} "
        "days scored)."
    )


def _labs(state: ReportState, catalogue: Catalogue) -> Table:
    rows = tuple(_lab_row(one, catalogue) for one in state.labs)
    flags = "".join(row[3] for row in rows)
    means = LABS_MEAN + (PUBLISHED if "†" in flags else "") + (NEUTRAL if "*" in flags else "")
    return Table("Latest laboratory values", LAB_HEADINGS, rows, means)


def _lab_row(one: ToldResult, catalogue: Catalogue) -> tuple[str, ...]:
    result, days = one.result, one.place.days
    return (
        _marker_name(result, catalogue),
        _value(result, catalogue),
        labels.lab_range(result) or "–",
        _flag(one),
        labels.short_day(result.collected_on),
        "–" if days is None else str(days),
    )


def _flag(one: ToldResult) -> str:
    """Return how a result reads, by the laboratory's flag, its range, or a published one."""
    if one.reading.basis is Basis.TREATMENT:
        return "*"
    if one.reading.basis is Basis.FLAG:
        return one.result.flag.strip()
    said = OUTSIDE.get(one.reading.verdict, "")
    return f"{said} †" if said and one.reading.basis is Basis.PUBLISHED else said


def _marker_name(result: LabResult, catalogue: Catalogue) -> str:
    marker = catalogue.marker.get(result.marker)
    return marker.short if marker else result.marker


def _value(result: LabResult, catalogue: Catalogue) -> str:
    return labels.lab_value(result, catalogue.marker.get(result.marker))


def _charts(state: ReportState) -> Charts:
    found = state.wear_off if state.wear_off and state.wear_off.estimate else None
    return Charts(
        timeline=state.timeline,
        view=state.view,
        wear_off=found,
        words=timeline_words.words(),
        kind_name=timeline_words.LEGEND.__getitem__,
        timeline_said=TIMELINE_SAID,
        wear_off_said=wear_off_words.described(found) if found else "",
    )
