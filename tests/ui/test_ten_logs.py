"""Ten invented people type their log into the window; the file holds exactly what they said.

What each file is to hold stands in ``ten_logs.toml``, written down by hand.
"""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from b12tracker.ui.dialogs.paste_dialog import PasteDialog
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Dialogs, press, sentences, settle, tab_to, type_in
from tests.ui.typed_logs import YES, Diarist, filled, log_of, say, scored

WHO = "More: who scored, a whole week, a note"
MEDICINE = "Substance, route and goal …"
MORE = "More: time, lot, who gave it, note"
MOVE = "Move it to another day…"
WENT = "How did it go?"


@pytest.fixture
def diarist(open_window: OpenWindow, dialogs: Dialogs) -> Diarist:
    """Somebody before the window on an empty logbook."""
    return Diarist(open_window(), dialogs)


def phase(name: str, number: str, unit: str, **more: str) -> dict[str, str]:
    """Return what is typed for a phase: its name, its interval, and the rest field by field."""
    rest = {key.replace("_", " "): words for key, words in more.items()}
    return {
        "Name of the phase": name,
        "Interval: number": number,
        "Interval: unit": unit,
        **rest,
    }


def given(substance: str, route: str) -> dict[str, str]:
    """Return what is typed for what is injected, and how."""
    return {MEDICINE: YES, "Substance": substance, "Route": route}


def test_a_vegan_begins_in_three_steps(diarist: Diarist) -> None:
    """Every month under the skin at home; the labs speak of pg/mL and g/dL."""
    monthly = {
        **phase("Monthly", "1", "calendar months", Date_of_the_first_dose="5 july 2026"),
        "For life": YES,
        "Dose": "1",
        **given("Cyano", "Under"),
    }
    why = {"Cause of the deficiency": "Diet", "Severity": "No symptoms"}
    assert diarist.window.offer_first_steps()
    settle()
    diarist.dialogs.answer(diarist.prescribed(why, monthly), filled(monthly))
    say({"Enter your plan…": YES, "Next": YES})
    say(
        {
            "Date of the last injection": "7 nov",
            "Site": "Left lower abdomen",
            "All were given as planned": YES,
            "Next": YES,
        }
    )
    say({"Tired or no energy": YES, "Finish": YES})
    diarist.log_symptoms(scored(Tired_or_no_energy="3"))
    diarist.add_results(
        "2 nov",
        {
            "Laboratory": "Quest",
            "Marker": "Vitamin B12 (total",
            "Value": "612",
            "Unit": "pg/mL",
            "Low end of the range": "200",
            "High end of the range": "900",
            "Add another result": YES,
            "Marker, result 2": "Haemoglobin",
            "Value, result 2": "13.1",
            "Unit, result 2": "g/dL",
        },
    )
    assert diarist.leave() == log_of("vegan")


def test_pernicious_anaemia_weekly_then_monthly(diarist: Diarist) -> None:
    """Six weeks of hydroxocobalamin, one of them late; a lab check; the next dose moved."""
    weekly = {
        **phase("Weekly", "1", "weeks", Date_of_the_first_dose="5 oct 2026"),
        "After a number of doses": YES,
        "Number of doses": "6",
        "Dose": "1000",
        "Unit of the dose": "µg",
        **given("Hydroxo", "Into"),
    }
    monthly = {**phase("Monthly", "1", "calendar months"), "For life": YES, "Dose": "1"}
    why = {
        "Cause of the deficiency": "Pernicious",
        "Severity": "Nerves",
        "Prescriber": "Dr Osei",
    }
    late = {
        "All were given as planned": YES,
        "Given instead of Monday 19 October": "21 oct",
    }
    diarist.enter_plan(why, weekly, monthly, then=(filled(late),))
    yearly = {
        "Phase": "Weekly",
        "Methylmalonic acid (MMA)": YES,
        "First check: number": "12",
        "First check: unit": "weeks",
        "Then every: unit": "calendar months",
        "Then every: number": "12",
        "Draw the blood before that day’s injection": YES,
    }
    diarist.menu("OK", filled(yearly))
    to_friday = filled({"New date": "11 dec 2026"})
    diarist.on_dose(date(2026, 12, 9), filled({MOVE: YES}), to_friday)
    assert diarist.leave() == log_of("pernicious_anaemia")


def test_a_nurse_gives_it_and_dates_are_remembered_about(diarist: Diarist) -> None:
    """Every two to three months at the surgery; of the first ones only the month is known."""
    surgery = {MORE: YES, "Given by": "Nurse"}
    about = {**surgery, "I am not sure of the date: about then": YES}
    diarist.log_injection("15 feb 2026", about)
    diarist.log_injection("10/5/26", {**about, "Note": "Before the holiday"})
    diarist.log_injection("4 august", {"Dose": "1", **surgery, "Lot (batch) on the ampoule": "K7"})
    diarist.log_injection(
        "last tuesday", {"Same as last time": YES, MORE: YES, "Time of day": "10.15"}
    )
    two_to_three = {
        "Name of the phase": "At the surgery",
        "At an interval within a range": YES,
        "Range: the shorter interval": "2",
        "Range: the longer interval": "3",
        "Range: unit": "calendar months",
        "Date of the first dose": "15 feb 2026",
        "Open, until reviewed": YES,
    }
    diarist.enter_plan({}, two_to_three)
    diarist.menu("OT", filled({"First day": "1 jan 2025", "Last day": "14 feb 2026"}))
    assert diarist.leave() == log_of("nurse")


def test_a_reaction_that_needs_help(diarist: Diarist) -> None:
    """What is grave is said at once, and logged all the same."""
    said: list[str] = []

    def swollen(dialog: QDialog) -> None:
        say({"Date of the injection": "yesterday", "Site": "Left shoulder", WENT: YES})
        say({"Hives": YES, "Other reactions in your own words": "metal taste; shivers"})
        said.extend(sentences(dialog))
        press("Return")

    def worse(dialog: QDialog) -> None:
        press("2", "9")
        said.extend(sentences(dialog))
        say({WHO: YES, "Note": "Rang the surgery", "Log symptoms": YES})

    diarist.log_injection("14 nov", {WENT: YES, "Rash": YES})
    diarist.ask("Ctrl+I", swollen)
    diarist.ask("Ctrl+E", filled({"Headache": YES, "Trouble walking": YES}), worse)
    assert any("emergency" in each for each in said)
    assert any(each.startswith("Trouble walking: ") for each in said)
    assert diarist.leave() == log_of("reaction")


def test_a_box_runs_out(diarist: Diarist) -> None:
    """Three ampoules, one broken; the next box has another lot, and the old one goes."""
    diarist.add_box(
        {
            "Product": "Hydrovit",
            "Ampoules in the box": "3",
            "Lot (batch) on the box": "A1",
            "Expiry date": "03/2027",
            "Substance": "Hydroxo",
            "Strength in one millilitre": "1",
            "Millilitres in an ampoule": "1",
        }
    )
    diarist.log_injection("2 nov")
    press("Ctrl+5")
    say({"One was broken Hydrovit 1 mg, lot A1": YES})
    diarist.log_injection("9 nov")
    diarist.add_box({"Ampoules in the box": "10", "Lot (batch) on the box": "B2"})
    diarist.log_injection("16 nov")
    press("Ctrl+5")
    say({"Delete Hydrovit 1 mg, lot A1": YES})
    diarist.dialogs.answer(lambda _: (type_in("21"), press("Return")))
    say({"Time to reorder…": YES})
    assert diarist.leave() == log_of("box")


TABLE = """Date\tDose\tSite\tComment
26/10/2026\t1 mg\tleft thigh\t
28/10/2026\t1 mg\tright thigh\t"sore, as always"
30/10/2026\t1 mg\tleft thigh\t
2/11/2026\t1 mg\tright thigh\t
6/11/2026\t1 mg\tleft thigh\t=no needle left
28/10/2026\t1 mg\tright thigh\t
some day\t1 mg\t\t
"""
"""Wednesday 4 November is not there; Wednesday 28 October stands there twice."""


def test_a_spreadsheet_is_pasted(diarist: Diarist) -> None:
    """Mondays, Wednesdays and Fridays for a fortnight, kept in a spreadsheet until now."""

    def take_out_the_last_two(dialog: PasteDialog) -> None:
        assert "6 injections will be added, 1 cannot be read." in sentences(dialog)
        press("Ctrl+End", "Shift+Up", "Shift+Up", "Delete")
        assert "5 injections will be added." in sentences(dialog)
        press("Alt+A")

    def see_that_all_are_there(dialog: PasteDialog) -> None:
        assert "No injection will be added, 5 are in the logbook already." in sentences(dialog)
        press("Escape")

    diarist.paste(TABLE, take_out_the_last_two)
    diarist.paste("".join(TABLE.splitlines(keepends=True)[:6]), see_that_all_are_there)
    loading = {
        "Name of the phase": "Loading",
        "On fixed weekdays": YES,
        "Monday": YES,
        "Wednesday": YES,
        "Friday": YES,
        "Date of the first dose": "26 oct 2026",
        "After a time": YES,
        "Length: number": "2",
        "Length: unit": "weeks",
        "Dose": "1",
    }
    forgot = {
        "What became of Wednesday 4 November": "It was skipped",
        "Why Wednesday 4 November was skipped": "Forgot",
    }
    diarist.enter_plan({}, loading, then=(filled(forgot),))
    assert diarist.leave() == log_of("pasted")


def test_hospital_and_no_supply(diarist: Diarist) -> None:
    """A pause with its reason, a skip that is nobody's doing, and an extra injection."""
    weekly = {
        **phase("Weekly", "1", "weeks", Date_of_the_first_dose="12 oct 2026"),
        "From the last injection": YES,
        "Open, until reviewed": YES,
    }
    diarist.log_injection("12 oct")
    diarist.log_injection("26 oct")
    diarist.enter_plan({"Cause of the deficiency": "Surgery"}, weekly, then=(filled({}),))
    no_supply = filled({"Reason": "No supply", "Note": "Three pharmacies"})
    diarist.on_dose(date(2026, 10, 19), filled({"It was skipped because…": YES}), no_supply)
    hospital = {
        "First day of the pause": "31 oct",
        "Last day of the pause": "14 nov",
        "Reason": "Unwell",
        "Note": "Hospital",
    }
    diarist.menu("OA", filled(hospital))
    diarist.log_injection("7 nov", {MORE: YES, "Counts for": "No planned dose"})
    diarist.log_injection("17 nov")
    assert diarist.leave() == log_of("hospital")


def test_a_daughter_scores_too(diarist: Diarist) -> None:
    """The patient's own words; daily and weekly scores; the same day as the daughter sees it."""
    follow = {"Forgetful": YES, "Something else…": YES, "Name of your own symptom": "Burning feet"}
    daughter = {WHO: YES, "Who scored": "Somebody"}
    weekly = {**daughter, "Which days": "The worst"}
    diarist.menu("OF", filled(follow))
    day = "Date of the symptoms"
    diarist.log_symptoms(scored(Forgetful="4", Burning_feet="1"))
    diarist.log_symptoms({**scored(Forgetful="7"), **daughter})
    diarist.log_symptoms({day: "yesterday", **weekly, **scored(Forgetful="10", Burning_feet="5")})
    diarist.log_symptoms({day: "last friday", "None that day": YES})
    diarist.change("21 nov 10", filled({"Forgetful, 10 of 10": "9", "Note": "Asked it twice"}))
    assert diarist.leave() == log_of("daughter")


def test_a_report_with_limits_and_slips(diarist: Diarist) -> None:
    """Below and above what can be measured, as printed; two odd numbers; a marker of one's own."""
    b12 = {"Marker": "Vitamin B12 (total", "Unit": "ng/L"}
    blood = {
        "Add another result": YES,
        "Marker, result 2": "Haemoglobin",
        "Value, result 2": "118",
        "Unit, result 2": "g/dL",
        "Low end of the range, result 2": "115",
        "High end of the range, result 2": "165",
        "Add to the logbook": YES,
        "Use g/L": YES,
    }
    zinc = {"Name of the marker": "Zinc", "Unit of the marker": "µmol/L", "Value": "11,5"}
    at_the_royal = {"Laboratory": "Royal", **b12, "Value": "< 150", "Flag": "L"}
    diarist.add_results("6 march 2026", {**at_the_royal, **blood})
    diarist.add_results("1 oct", {**b12, "Value": ">2000", "Note": "After the sixth"})
    odd = {"Marker": "Vitamin B12 (total", "Value": "7", "Unit": "pmol/L"}
    settled = {"Add to the logbook": YES, "It is right": YES}
    diarist.add_results("2 oct", {**odd, **settled})
    diarist.add_results("3 oct", {"Marker": "Something else", **zinc})
    assert diarist.leave() == log_of("report")


def test_mistakes_are_put_right(diarist: Diarist) -> None:
    """Wrong dates, doses and units: changed, deleted, undone, and done again."""
    weekly = {
        **phase("Weekly", "1", "weeks", Date_of_the_first_dose="23 nov 2026"),
        "Open, until reviewed": YES,
    }
    diarist.enter_plan({"Prescriber": "Dr Oseii"}, weekly)
    diarist.log_injection("12 nov", {"Dose": "10"})
    diarist.log_injection("12 nov", {"Dose": "1"}, "Return", "Escape")  # logged already, it says
    diarist.change("10 mg", filled({"Dose": "1", "Date of the injection": "13 nov"}))
    diarist.log_injection("3 nov")
    diarist.log_injection("4 nov")
    diarist.find("3 nov injection")
    press("Delete", "Ctrl+Z", "Ctrl+Shift+Z")
    diarist.find("4 nov")
    press("Delete", "Ctrl+Z")
    b12 = {"Marker": "Vitamin B12 (total", "Value": "412", "Unit": "pmol/L"}
    diarist.add_results("5 nov", b12)
    diarist.change("412", filled({"Unit": "ng/L", "Value": "421"}))
    diarist.on_dose(date(2026, 11, 30), filled({MOVE: YES}), filled({"New date": "2 dec 2026"}))
    diarist.on_dose(date(2026, 12, 2), filled({"Put it back on its planned day": YES}))
    press("Ctrl+3")
    tab_to("Change the plan: What was prescribed")
    osei = {"Prescriber": "Dr Osei", "Cause of the deficiency": "Diet", "Save the plan": YES}
    diarist.ask("Space", filled(osei))
    diarist.menu("OA", filled({"First day of the pause": "1 dec 2026", "Reason": "Away"}))
    press("Ctrl+Z")
    assert diarist.leave() == log_of("mistakes")
