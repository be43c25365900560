"""The sample's story holds on whatever day it is opened: here every day of a leap year."""

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import mean

import pytest

from b12tracker import assets
from b12tracker.domain.adherence import adherence
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import Judgement, Status, judge
from b12tracker.domain.overview import Concern, attention
from b12tracker.domain.planned_checks import CheckStatus, planned_checks
from b12tracker.domain.stock import stock_of
from b12tracker.sharing.logbook_json import logbook_from_json, logbook_to_json
from b12tracker.sharing.sample_story import tell

DAY = timedelta(days=1)
LEAP_YEAR = 2028


def days_of(month: int) -> Iterator[date]:
    day = date(LEAP_YEAR, month, 1)
    while day.month == month:
        yield day
        day += DAY


@pytest.mark.parametrize("month", range(1, 13))
def test_the_story_holds_on_every_day(month: int) -> None:
    for today in days_of(month):
        facts = tell(assets.sample_story(), today)
        judgement = judge(facts, today)
        for holds in (the_counts, the_end, the_symptoms, the_mma, the_boxes, the_checks):
            assert holds(facts, judgement), f"{holds.__name__} on {today}"


def the_counts(facts: Facts, judgement: Judgement) -> bool:
    found = adherence(judgement)
    counts = (found.on_time, found.early, found.late, found.missed, found.top_ups)
    assert counts == (24, 1, 4, 2, 1)
    assert (found.skipped, found.skipped_by_others, found.skipped_by_patient) == (1, 1, 0)
    assert [dose.status for dose in judgement.doses].count(Status.PAUSED) == 1
    assert len({dose.slot.phase.every for dose in judgement.doses}) == 3  # the rhythm changed
    assert judgement.before_plan == ()
    assert (len(facts.injections), len(facts.lab_results)) == (30, 16)
    assert len(facts.symptoms) >= 300
    first, second = (judgement.doses.index(dose) for dose in judgement.missed)
    return second == first + 1  # the two missed doses run


def the_end(facts: Facts, judgement: Judgement) -> bool:
    """It ends today: nothing is dated later, and the next dose is due within the week."""
    today, coming = judgement.today, judgement.next
    entered = [entry.on for entry in facts.symptoms]
    dates = [*entered, *(injection.given_on for injection in facts.injections)]
    dates += [result.collected_on for result in facts.lab_results]
    assert max(dates) <= today <= max(entered) + 7 * DAY
    assert len(set(entered)) == len(entered)
    assert coming
    assert coming.status in (Status.UPCOMING, Status.DUE)
    return DAY <= coming.planned - today <= 7 * DAY


def the_symptoms(facts: Facts, judgement: Judgement) -> bool:
    """Every symptom is worse in the days before a monthly dose than after it."""
    monthly = [
        dose.injection.given_on
        for dose in judgement.doses
        if dose.injection and dose.slot.phase.name != "Repletion"
    ]

    def around(symptom: str, start: int) -> float:
        scores = {entry.on: entry.scores[symptom] for entry in facts.symptoms}
        days = [given + (start + number) * DAY for given in monthly for number in range(7)]
        return mean(scores[day] for day in days if day in scores)

    return all(around(key, -7) > around(key, 1) + 0.5 for key in facts.patient.follows)


def the_mma(facts: Facts, judgement: Judgement) -> bool:
    """MMA is higher after the missed doses than before, and falls again."""
    first, second = judgement.missed
    mma = {one.collected_on: one.value for one in facts.lab_results if one.marker == "mma"}
    before = mma[max(day for day in mma if day < first.planned)]
    after = mma[min(day for day in mma if day > second.planned)]
    return after > 1.5 * before and after > mma[max(mma)]


def the_checks(facts: Facts, judgement: Judgement) -> bool:
    done = [one.status for one in planned_checks(facts, judgement)]
    assert done == [CheckStatus.DONE, CheckStatus.DONE, CheckStatus.UPCOMING]
    return True


def the_boxes(facts: Facts, judgement: Judgement) -> bool:
    """Some injections came from a box, and nothing needs to be reordered or thrown away."""
    stock = stock_of(facts, judgement)
    assert [(one.used, one.left, one.overdrawn) for one in stock.boxes] == [(8, 1, 0), (0, 5, 0)]
    assert any(one.reactions for one in facts.injections)
    assert not stock.is_low
    assert not any(stock.wasted(one) for one in stock.boxes)
    return stock.run_out is not None and stock.expiring == ()


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2026, 11, 22), date(2027, 3, 31)])
def test_it_is_told_alike_each_time_and_can_be_exported(today: date) -> None:
    facts = tell(assets.sample_story(), today)
    assert tell(assets.sample_story(), today) == facts
    assert logbook_from_json(logbook_to_json(facts), assets.catalogue()) == facts
    ids = [fact.id for fact in facts.entries]
    assert len(ids) == len(set(ids))


def test_one_appointment_is_past_and_one_is_coming_but_not_near() -> None:
    today = date(2026, 11, 22)
    facts = tell(assets.sample_story(), today)
    past, coming = facts.appointments
    assert past.on < today
    assert past.agreed
    assert (len(coming.questions), coming.agreed) == (2, "")
    concerns = {item.concern for item in attention(facts, judge(facts, today))}
    assert Concern.APPOINTMENT_NEAR not in concerns


def test_it_says_that_it_is_invented() -> None:
    facts = tell(assets.sample_story(), date(2026, 11, 22))
    assert "invented" in facts.patient.name
    assert all("invented" in result.laboratory for result in facts.lab_results)
