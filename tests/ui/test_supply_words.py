"""What is said about boxes."""

from datetime import date

import pytest

from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Substance
from b12tracker.domain.judgement import judge
from b12tracker.domain.stock import BoxState, Stock, stock_of
from b12tracker.ui.supply_words import box_choice, box_line, box_name, expiring, how_long
from tests.builders import (
    a_box,
    a_pause,
    a_phase,
    a_plan,
    an_id,
    an_injection,
    day,
    days,
    facts,
)

TODAY = date(2026, 11, 22)
WEEKLY = a_plan(a_phase("1 week", "2026-11-23"))
ONCE = a_plan(a_phase("1 week", "2026-11-23", doses=1))
A = an_id(201)


def stock(*entries: Fact) -> Stock:
    held = facts(*entries)
    return stock_of(held, judge(held, TODAY))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "Box"),
        ({"lot": "A1"}, "Box, lot A1"),
        ({"substance": Substance.MECOBALAMIN}, "Methylcobalamin (mecobalamin)"),
        ({"product": "Hydrovit", "substance": Substance.MECOBALAMIN}, "Hydrovit"),
        ({"strength_ug_per_ml": 250, "volume_ml": 1}, "250 µg"),
        ({"product": "X", "strength_ug_per_ml": 500, "volume_ml": 2, "lot": "L"}, "X 1 mg, lot L"),
    ],
)
def test_the_name_of_a_box(fields: dict, name: str) -> None:
    assert box_name(a_box(**fields)) == name


def test_a_box_to_choose() -> None:
    box = BoxState(a_box(5, "2026-11-21", lot="A1"), used=2)
    assert box_choice(box, day("2026-11-21")) == "Box, lot A1, 3 left"
    assert box_choice(box, TODAY) == "Box, lot A1, 3 left, expired"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((), "No box yet. With your boxes here, this says when to reorder."),
        ((a_box(3),), "3 ampoules left; no planned dose needs one."),
        ((WEEKLY, a_pause("2026-11-01"), a_box(1)), "1 ampoule left while the plan is paused."),
        (
            (WEEKLY, a_box(1, lost=1)),
            "No ampoule is left for the dose of 23 November; time to reorder now.",
        ),
        (
            (WEEKLY, a_box(1)),
            "With the plan as it is, the ampoules last until 30 November, the first dose without "
            "one; time to reorder now.",
        ),
        (
            (WEEKLY, a_box(30)),
            "With the plan as it is, the ampoules last until 21 June 2027, the first dose without "
            "one; time to reorder from 7 June 2027.",
        ),
        (
            (WEEKLY, a_box(999)),
            "With the plan as it is, the ampoules last for more than ten years.",
        ),
        (
            (ONCE, a_box(1)),
            "With the plan as it is, the ampoules last for every dose it asks for.",
        ),
        (
            (a_plan(a_phase("1 week", TODAY)), a_box(1, lost=1)),
            "No ampoule is left for today; time to reorder now.",
        ),
    ],
)
def test_how_long_they_last(entries: tuple[Fact, ...], said: str) -> None:
    assert how_long(stock(*entries)) == said


@pytest.mark.parametrize(
    ("box", "given", "said"),
    [
        (a_box(1, id=A), 0, "1 of 1 ampoule left"),
        (a_box(5, "2026-11-21", id=A), 1, "4 of 5 ampoules left · expired 21 Nov 2026"),
        (
            a_box(5, "2026-12-01", lost=1, needles=1, id=A),
            2,
            "2 of 5 ampoules left · 1 lost · expires 1 Dec 2026 · 0 needles",
        ),
        (
            a_box(5, "2026-12-01", id=A),
            0,
            "5 of 5 ampoules left · expires 1 Dec 2026 · "
            "3 will expire before a planned dose needs them",
        ),
        (
            a_box(1, syringes=4, id=A),
            3,
            "0 of 1 ampoule left · 1 syringe · 2 more were drawn from it than it held",
        ),
    ],
)
def test_what_is_left_in_a_box(box: Fact, given: int, said: str) -> None:
    drawn = [an_injection("2026-10-01", box=A) for _ in range(given)]
    state = stock(WEEKLY, box, *drawn)
    (one,) = state.boxes
    assert box_line(one, state) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (["2026-11-21"], "A box with ampoules left expired on 21 November"),
        (["2026-11-22"], "A box with ampoules left expires on 22 November"),
        (
            ["2026-11-21", "2026-12-01"],
            "2 boxes with ampoules left: the first expired on 21 November",
        ),
    ],
)
def test_what_expires(on: list[str], said: str) -> None:
    assert expiring(days(*on), TODAY) == said
