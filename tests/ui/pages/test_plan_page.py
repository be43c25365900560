"""The Plan page: every phase with its rhythm and the dates to come."""

from dataclasses import replace

from b12tracker.domain.plan import Open
from tests.builders import a_phase, a_plan
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Dialogs, a_button, buttons, click, press, sentences, settle
from tests.ui.story import PLAN, REPLETION, on_disk


def shown(window) -> list[str]:
    """Return what the page says."""
    press("Ctrl+3")
    settle()
    return sentences(window.plan)


def under(said: list[str], heading: str) -> dict[str, str]:
    """Return the lines below a phase's heading."""
    lines = said[said.index(heading) + 1 :]
    names = ("Dose", "A month", "Dates", "On time", "Lasts", "Goal", "In force", "Next dates")
    found = {}
    for name, words in zip(lines[::2], lines[1::2], strict=False):
        if name not in names:
            break
        found[name] = words
    return found


def test_a_plan_with_two_phases(open_window: OpenWindow) -> None:
    said = shown(open_window(PLAN))
    assert "Pernicious anaemia, nerves involved" in said
    assert "Prescribed by Dr Osei" in said
    repletion = under(said, "Repletion: weekly")
    assert repletion.pop("Dates").startswith("Fixed dates.")
    assert repletion == {
        "Dose": "1 mg hydroxocobalamin into a muscle",
        "A month": "4.3 injections and 4.3 mg a month",
        "On time": "2 days either side",
        "Lasts": "6 doses",
        "In force": "From 5 Oct 2026 to 16 Nov 2026",
    }
    maintenance = under(said, "Maintenance: monthly")
    assert maintenance.pop("Dates").startswith("Fixed dates.")
    assert maintenance == {
        "Dose": "1 mg",
        "A month": "1 injection and 1 mg a month",
        "On time": "7 days either side",
        "Lasts": "For life",
        "Goal": "Keep the level",
        "In force": "From 9 Dec 2026",
        "Next dates": "9 Dec 2026 · 9 Jan · 9 Feb · 9 Mar 2027",
    }


def test_no_plan_yet(open_window: OpenWindow) -> None:
    window = open_window()
    assert "No plan yet" in shown(window)
    assert "Enter your plan…" in buttons(window.plan)


def test_a_phase_behind_an_open_one(open_window: OpenWindow) -> None:
    plan = a_plan(replace(REPLETION, doses=None, open=Open.UNTIL_REVIEWED), a_phase("1 month"))
    said = shown(open_window(plan))
    assert under(said, "Monthly: monthly")["In force"] == "Not yet: the phase before is open"


def test_the_newest_plan_first(open_window: OpenWindow) -> None:
    old = a_plan(a_phase("1 week", "2024-01-01", 4, name="Long ago"))
    said = shown(open_window(old, PLAN))
    assert said.index("Repletion: weekly") < said.index("Long ago: weekly")


def test_a_plan_of_which_little_is_known(open_window: OpenWindow) -> None:
    window = open_window(a_plan(a_phase("2 days", "2026-11-22")))
    said = shown(window)
    assert "What was prescribed" in said
    assert under(said, "Every 2 days: every 2 days")["A month"] == "15.2 injections a month"
    assert "Change the plan: What was prescribed" in buttons(window.plan)


def test_enter_another_plan(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN)
    shown(window)
    titles = []
    dialogs.answer(lambda dialog: (titles.append(dialog.windowTitle()), dialog.reject()))
    click(a_button(window.plan, "Enter a new plan…"))
    assert titles == ["Enter a plan"]


def test_delete_the_plan(open_window: OpenWindow) -> None:
    window = open_window(PLAN)
    shown(window)
    click(a_button(window.plan, "Delete the plan: Pernicious anaemia, nerves involved"))
    assert on_disk(window.document.logbook).plans == ()
    assert "No plan yet" in sentences(window.plan)
    assert len([each for each in sentences(window.plan) if each == "Plan"]) == 1
