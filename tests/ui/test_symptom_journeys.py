"""Following and scoring symptoms through the window, with what comes of it on each page."""

from dataclasses import replace

from b12tracker.charts.picture import HitKind
from b12tracker.domain.facts import Patient
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry
from b12tracker.domain.timeline import SymptomPoint
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.timeline_words import mark_text
from tests.builders import a_symptom_entry
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    a_button,
    click,
    click_mark,
    in_focus,
    marks_of,
    press,
    rows_of,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import DAY, PLAN, STORY, TODAY, on_disk

FIVE = ("fatigue", "tingling", "memory", "sleep", "nausea")

SECONDS_A_KEY = 0.5
"""What a slow typist needs to find and press a key: twice the 0.28 s that the keystroke-level
model has for an average one (Card, Moran and Newell, 1980)."""


def held(window: MainWindow) -> tuple[SymptomEntry, ...]:
    return on_disk(window.document.logbook).symptoms


def test_five_symptoms_take_seven_keys_and_less_than_five_seconds(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(Patient(follows=FIVE))
    pressed = []

    def hit(*keys: str) -> None:
        for key in keys:
            pressed.append(key)
            press(key)

    dialogs.answer(lambda dialog: hit("4", "0", "7", "2", "9", "Return"))
    hit("Ctrl+E")
    (entry,) = held(window)
    assert entry.on == TODAY
    assert [entry.scores[key] for key in FIVE] == [4, 0, 7, 2, 9]
    assert len(pressed) == 7
    assert len(pressed) * SECONDS_A_KEY < 5


def test_none_today_and_same_as_yesterday_take_three_keys(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    yesterday = a_symptom_entry(TODAY - DAY, scores=dict.fromkeys(FIVE, 3))
    window = open_window(Patient(follows=FIVE), yesterday)
    for key, severity in (("Alt+N", 0), ("Alt+S", 3)):
        dialogs.answer(lambda dialog, key=key: press(key, "Return"))
        press("Ctrl+E")
        today = next(entry for entry in held(window) if entry.on == TODAY)
        assert set(today.scores.values()) == {severity}
        press("Ctrl+Z")
    assert held(window) == (yesterday,)


def test_a_second_time_on_one_day_changes_the_entry(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(Patient(follows=FIVE))
    dialogs.answer(lambda dialog: press("4", "4", "Return"))
    press("Ctrl+E")
    (first,) = held(window)
    dialogs.answer(lambda dialog: press("6", "Alt+H", "Return"))
    press("Ctrl+E")
    assert held(window) == (replace(first, scores={"fatigue": 6, "tingling": 4}),)
    assert window.quiet.words.text() == "Symptoms of 22 November changed"
    press("Ctrl+Z")
    assert held(window) == (first,)


def a_week_by_another(dialog) -> None:
    press("8", "Alt+M")
    dialog.observer.choose(Observer.OTHER)
    dialog.recall.choose(Recall.WEEK)
    click(dialog.do_it)


def test_mine_and_hers_of_one_day_on_every_page(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN, Patient(follows=("fatigue",)))
    dialogs.answer(lambda dialog: press("2", "Return"), a_week_by_another)
    press("Ctrl+E")
    press("Ctrl+E")
    assert window.quiet.words.text() == (
        "Symptoms of 22 November (worst of 7 days, scored by somebody close to me) logged"
    )
    points = [mark for mark in marks_of(window) if mark.kind is HitKind.SYMPTOM]
    said = sorted(mark_text(mark, TODAY).split("\n", 1)[1] for mark in points)
    assert said == [
        "Sunday 22 November",
        "The worst in the 7 days to Sunday 22 November\nScored by somebody close to me",
    ]
    legend = [name for _, name in window.overview.timeline.legend._entries]
    assert legend[-2:] == ["somebody close to me", "worst of 7 days"]
    press("Ctrl+2")
    assert ("22 Nov 2026", "Symptoms", "Tired or no energy 2") in rows_of(window)
    press("Ctrl+F")
    type_in("somebody close")
    assert rows_of(window) == [
        (
            "22 Nov 2026",
            "Symptoms",
            "worst of 7 days, scored by somebody close to me · Tired or no energy 8",
        )
    ]


def test_a_weekly_bar_opens_its_entry(open_window: OpenWindow, dialogs: Dialogs) -> None:
    week = a_symptom_entry(TODAY - 30 * DAY, scores={"fatigue": 8}, recall=Recall.WEEK)
    window = open_window(PLAN, Patient(follows=("fatigue",)), week)
    (mark,) = [one for one in marks_of(window) if isinstance(one.what, SymptomPoint)]

    def change(dialog) -> None:
        assert dialog.recall.isVisible()
        press("5", "Return")

    dialogs.answer(change)
    click_mark(window, replace(mark, x=mark.x + mark.half_width - 1))
    assert held(window) == (replace(week, scores={"fatigue": 5}),)


def test_an_own_symptom_from_its_name_to_the_diary(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(PLAN)

    def follow(dialog) -> None:
        press("Alt+S")
        type_in("Burning & stinging")
        press("Return")

    dialogs.answer(follow, lambda dialog: press("7", "Return"))
    press("Ctrl+E")
    now = on_disk(window.document.logbook)
    (own,) = now.own_symptoms
    assert now.patient.follows == (own.key,)
    assert now.symptoms[0].scores == {own.key: 7}
    press("Ctrl+2")
    assert rows_of(window)[0] == ("22 Nov 2026", "Symptoms", "Burning & stinging 7")

    def rename(dialog) -> None:
        tab_to("Name of your own symptom")
        type_in("Burning")
        press("Return")

    dialogs.answer(rename)
    window.actions_by_name["choose_symptoms"].trigger()
    assert rows_of(window)[0] == ("22 Nov 2026", "Symptoms", "Burning 7")
    assert window.document.undo_stack.count() == 3
    press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    left = on_disk(window.document.logbook)
    assert (left.own_symptoms, left.symptoms, left.patient.follows) == ((), (), ())


def test_an_own_symptom_added_while_scoring_is_asked_for_by_name(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(Patient(follows=("fatigue",)))

    def follow(dialog) -> None:
        press("Alt+S")
        type_in("Hair falls out")
        press("Return")

    def score(dialog) -> None:
        press("5", "Alt+F")
        assert in_focus().accessibleName() == "Tired or no energy, 5 of 10"
        tab_to("Hair falls out, not scored")
        press("6", "Return")

    dialogs.answer(score, follow)
    press("Ctrl+E")
    (own,) = on_disk(window.document.logbook).own_symptoms
    assert held(window)[0].scores == {"fatigue": 5, own.key: 6}


def test_what_usually_recovers_is_read_from_the_menu_and_beside_the_trends(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(*STORY)
    seen = []
    read = lambda dialog: (seen.append(sentences(dialog)), press("Return"))  # noqa: E731
    dialogs.answer(read, read)
    click(a_button(window.overview, "What usually recovers when"))
    window.actions_by_name["show_recovery"].trigger()
    assert seen[0] == seen[1]
    said = "\n".join(seen[0])
    assert "It is not a judgement of you" in said
    for words in ("Appetite and well-being", "about eight weeks", "may not recover fully"):
        assert words in said
    assert said.count("Source: ") == 7
    assert "Edmonton Symptom Assessment System" in said


def test_without_symptoms_there_is_no_trend_to_read_about(open_window: OpenWindow) -> None:
    window = open_window(PLAN)
    settle()
    assert window.overview.timeline.isVisible()
    assert not window.overview.recovery.isVisible()
