"""Boxes in the window: added, drawn from, put right, taken out; real keys and a real file."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import Injection, Substance
from b12tracker.domain.stock import box_states
from b12tracker.domain.supplies import Box
from b12tracker.ui.dialogs.box_dialog import BoxDialog
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.reorder_dialog import ReorderDialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import a_box, a_phase, a_plan, an_id, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    a_button,
    buttons,
    click,
    complaints,
    fill,
    in_focus,
    press,
    rows_of,
    sentences,
    tab_to,
    type_in,
)
from tests.ui.story import STORY, TODAY, on_disk

WEEKLY = a_plan(a_phase("1 week", "2026-11-09"))
"""9, 16, 23, 30 November, 7, 14 ... December."""

GIVEN = (an_injection("2026-11-09"), an_injection("2026-11-16"))
A, B = an_id(201), an_id(202)
BOX = a_box(
    5,
    "2027-10-31",
    product="Hydrovit",
    substance=Substance.HYDROXOCOBALAMIN,
    strength_ug_per_ml=1000,
    volume_ml=1,
    lot="A1",
    id=A,
)


def held(window: MainWindow) -> Facts:
    return on_disk(window.document.logbook)


def left(window: MainWindow) -> int:
    facts = held(window)
    return sum(state.left for state in box_states(facts.boxes, facts.injections))


def drawn(number: int, **more: object) -> Injection:
    return an_injection(f"2026-10-{number:02}", box=A, id=an_id(300 + number), **more)


def log_today(dialog: InjectionDialog) -> None:
    type_in("today")
    press("Return")


def test_add_a_box_by_keyboard(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(WEEKLY, *GIVEN)

    def enter(dialog: BoxDialog) -> None:
        type_in("Hydrovit")
        tab_to("Ampoules in the box")
        press("Return")
        assert complaints(dialog) == ["How many ampoules were in it when it came?"]
        type_in("3")
        tab_to("Lot (batch) on the box")
        type_in("A1")
        tab_to("Expiry date")
        type_in("10/2027")
        assert "To be used up to 31 Oct 2027" in sentences(dialog)
        tab_to("Substance")
        press("h")
        tab_to("Strength in one millilitre")
        type_in("1")
        tab_to("Millilitres in an ampoule")
        type_in("1")
        press("Alt+M")
        fill(Needles="10", Syringes="9")
        press("Return")

    dialogs.answer(enter)
    press("Ctrl+B")
    (box,) = held(window).boxes
    assert box == replace(BOX, ampoules=3, needles=10, syringes=9, id=box.id)
    assert window.quiet.words.text() == "Box added"
    press("Ctrl+5")
    said = sentences(window.plan)
    assert "Hydrovit 1 mg, lot A1" in said
    assert "3 of 3 ampoules left · expires 31 Oct 2027 · 10 needles, 9 syringes" in said
    assert (
        "With the plan as it is, the ampoules last until 14 December, the first dose without one; "
        "time to reorder from 30 November."
    ) in said
    assert in_focus().accessibleName() == "Add a box…"


def test_the_next_box_is_of_the_same_product(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(BOX)

    def enter(dialog: BoxDialog) -> None:
        type_in("5")
        press("Return")

    dialogs.answer(enter)
    press("Ctrl+B")
    another = held(window).boxes[1]
    assert another == replace(BOX, lot="", expires=None, id=another.id)


def test_an_injection_draws_from_the_box(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(WEEKLY, *GIVEN, BOX)
    dialogs.answer(log_today)
    press("Ctrl+I")
    logged = next(one for one in held(window).injections if one.given_on == TODAY)
    assert (logged.box, logged.lot, logged.dose_ug) == (A, "A1", 1000)
    assert logged.substance is Substance.HYDROXOCOBALAMIN
    assert left(window) == 4
    press("Ctrl+Z")
    assert left(window) == 5
    press("Ctrl+Shift+Z")
    assert left(window) == 4


def test_an_injection_from_no_box(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(BOX)

    def elsewhere(dialog: InjectionDialog) -> None:
        type_in("today")
        tab_to("Box")
        assert dialog.box.currentText() == "Hydrovit 1 mg, lot A1, 5 left"
        press("Home")
        assert dialog.lot.text() == ""
        tab_to("Date of the injection")
        type_in("yesterday")
        press("Return")

    dialogs.answer(elsewhere)
    press("Ctrl+I")
    (logged,) = held(window).injections
    assert logged == Injection(date(2026, 11, 21), id=logged.id)
    assert left(window) == 5


def test_taking_a_box_out_keeps_the_lot(open_window: OpenWindow) -> None:
    injections = (drawn(5), drawn(12, lot="A1"), drawn(19, lot="Z9"), *GIVEN)
    window = open_window(WEEKLY, *injections, BOX)
    before = held(window)
    press("Ctrl+5")
    click(a_button(window.plan, "Delete Hydrovit 1 mg, lot A1"))
    after = held(window)
    assert after.boxes == ()
    assert sorted((one.box, one.lot) for one in after.injections if one.lot) == [
        (None, "A1"),
        (None, "A1"),
        (None, "Z9"),
    ]
    press("Ctrl+Z")
    assert held(window) == before


def test_one_was_broken(open_window: OpenWindow) -> None:
    window = open_window(WEEKLY, *GIVEN, BOX, drawn(5))
    press("Ctrl+5")
    tab_to("One was broken Hydrovit 1 mg, lot A1")
    press("Space")
    assert held(window).boxes[0].lost == 1
    assert "3 of 5 ampoules left · 1 lost · expires 31 Oct 2027" in sentences(window.plan)
    press("Ctrl+Z")
    assert held(window).boxes == (BOX,)


def test_an_expired_box_is_thrown_away(open_window: OpenWindow) -> None:
    window = open_window(WEEKLY, *GIVEN, replace(BOX, expires=date(2026, 10, 31)), drawn(5))
    assert (
        "Time to reorder: no ampoule is left for 23 November. "
        "A box with ampoules left expired on 31 October"
    ) in sentences(window.overview)
    click(a_button(window.overview, "See supplies"))
    assert window.stack.currentWidget() is window.plan
    tab_to("Thrown away Hydrovit 1 mg, lot A1")
    press("Space")
    assert held(window).boxes[0].lost == 4
    press("Ctrl+1")
    assert "Time to reorder: no ampoule is left for 23 November" in sentences(window.overview)


def test_a_lot_put_right(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(BOX, drawn(5, lot="A1"), drawn(12), drawn(19, lot="Z9"))
    before = held(window)
    dialogs.answer(lambda dialog: (fill(**{"Lot_(batch)_on_the_box": "A7"}), press("Return")))
    press("Ctrl+5")
    tab_to("Change… Hydrovit 1 mg, lot A1")
    press("Space")
    assert held(window).boxes[0].lot == "A7"
    assert [one.lot for one in held(window).injections] == ["A7", "", "Z9"]
    press("Ctrl+Z")
    assert held(window) == before


@pytest.mark.parametrize(("typed", "days"), [("30", 30), ("0", 0), ("", None)])
def test_time_to_reorder(
    open_window: OpenWindow, dialogs: Dialogs, typed: str, days: int | None
) -> None:
    window = open_window(Patient(reorder_days=7), WEEKLY, *GIVEN, BOX)

    def enter(dialog: ReorderDialog) -> None:
        type_in("400")
        press("Return")
        assert complaints(dialog) == [
            "The time to reorder is 0 to 366 days before the ampoules run out."
        ]
        type_in(typed)
        press("Return")

    dialogs.answer(enter)
    press("Ctrl+5")
    click(a_button(window.plan, "Time to reorder…"))
    assert held(window).patient.reorder_days == days


def test_another_box_brings_its_own_lot(open_window: OpenWindow, dialogs: Dialogs) -> None:
    other = replace(BOX, id=B, lot="B2")
    mine = drawn(5, lot="A1", dose_ug=500.0)
    window = open_window(BOX, other, mine)

    def choose_other(dialog: InjectionDialog) -> None:
        tab_to("Box")
        press("Down", "Return")

    dialogs.answer(choose_other)
    window.entries.change(mine)
    (changed,) = held(window).injections
    substance = Substance.HYDROXOCOBALAMIN
    assert changed == replace(mine, box=B, lot="B2", substance=substance)


def test_supplies_are_scrolled_into_sight(open_window: OpenWindow) -> None:
    window = open_window(*STORY, BOX, size=(1024, 640))
    press("Ctrl+5")
    heading = next(
        each for each in window.plan.findChildren(QLabel) if "ampoules last" in each.text()
    )
    assert heading.visibleRegion().boundingRect() == heading.rect()
    assert in_focus().isVisible()


def test_the_lines_of_a_narrow_page_stay_stacked(open_window: OpenWindow) -> None:
    window = open_window(WEEKLY, BOX, size=(700, 700))
    press("Ctrl+5")
    tab_to("One was broken Hydrovit 1 mg, lot A1")
    press("Space")
    assert held(window).boxes[0].lost == 1
    broken = a_button(window.plan, "One was broken Hydrovit 1 mg, lot A1")
    labels = [each for each in window.plan.findChildren(QLabel) if each.isVisible()]
    said = next(each for each in labels if "1 lost" in each.text())
    assert broken.geometry().top() > said.geometry().bottom()


def test_which_injections_had_a_lot(open_window: OpenWindow) -> None:
    other = replace(BOX, id=B, lot="B2", product="Othervit")
    window = open_window(
        BOX,
        other,
        drawn(5),
        drawn(12, lot="A1"),
        drawn(19, lot="Z9", reactions=("se_headache", "sore knee")),
        an_injection("2026-10-26", lot="A1"),
        an_injection("2026-10-30", box=B),
    )
    press("Ctrl+F")
    for sought, days in {
        "a1": ["26 Oct 2026", "12 Oct 2026", "5 Oct 2026"],
        "lot B2": ["30 Oct 2026"],
        "othervit": ["30 Oct 2026"],
        "headache": ["19 Oct 2026"],
        "knee": ["19 Oct 2026"],
    }.items():
        type_in(sought)
        assert [row[0] for row in rows_of(window)] == days, sought


def test_an_empty_logbook_offers_the_first_box(open_window: OpenWindow) -> None:
    window = open_window()
    press("Ctrl+5")
    assert "No box yet. With your boxes here, this says when to reorder." in sentences(window.plan)
    assert "Add a box…" in buttons(window.plan)
    assert "Time to reorder…" not in buttons(window.plan)


def test_a_box_changed_meanwhile_is_left(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(BOX)
    press("Ctrl+5")
    window.document.logbook.write(put=[replace(BOX, lot="new")])
    dialogs.read_sentence()
    window.supplies.break_ampoule(BOX)
    assert "was changed or deleted elsewhere" in dialogs.told[0]
    assert [box.lost for box in held(window).boxes] == [0]


def test_nothing_changed_is_no_change(open_window: OpenWindow, dialogs: Dialogs) -> None:
    odd = Box(product="Hydrovit ", strength_ug_per_ml=1234.5678, lost=1, id=A)
    window = open_window(odd)
    dialogs.answer(lambda dialog: press("Return"))
    window.supplies.change_box(odd)
    assert held(window).boxes == (odd,)
    assert not window.document.undo_stack.canUndo()
