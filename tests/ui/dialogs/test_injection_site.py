"""Where on the body: the list, the picture, and the places a patient uses."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from b12tracker import assets
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.injection import Route, Site
from b12tracker.domain.site_rotation import rotate
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.sites_dialog import SitesDialog
from b12tracker.ui.widgets.body_picture import BodyPicture
from tests.builders import an_injection, facts
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import Dialogs, press, rows_of, settle, tab_to, type_in
from tests.ui.story import INJECTIONS, LEFT, RIGHT, STORY, TODAY, on_disk

SITES = tuple(one.code for one in assets.sites())


def a_dialog(show: Show, *known: Fact, **more: Any) -> InjectionDialog:
    return show(InjectionDialog(None, TODAY, facts(*known), **more))


def listed(dialog: InjectionDialog) -> list[str]:
    return [dialog.site.list.itemText(place) for place in range(dialog.site.list.count())]


def click_at(picture: BodyPicture, spot: QPointF) -> None:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(picture, button, keys, spot.toPoint())
    settle()


def test_the_list_says_how_long_each_has_rested(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    dialog.route.choose(Route.INTRAMUSCULAR)
    assert listed(dialog)[:4] == [
        "Not recorded",
        "Left thigh, rested 13 days",
        "Right thigh, rested 7 days",
        "Left shoulder, not used yet",
    ]
    assert dialog.site.chosen is None
    assert dialog.site.hint.text() == "Longest rested, ringed: left thigh, 13 days."
    assert dialog.site.list.accessibleDescription() == dialog.site.hint.text()


def test_it_follows_the_date_and_the_route(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    type_in("3 nov")
    assert listed(dialog)[1] == "Left thigh, rested 5 days"
    assert "Left abdomen, not used yet" in listed(dialog)
    tab_to("Route")
    press("u")
    assert "Left shoulder, not used yet" not in listed(dialog)
    assert "Left abdomen, not used yet" in listed(dialog)


def test_what_was_chosen_stays_when_the_route_changes(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    dialog.site.choose(Site.LEFT_LOWER_ABDOMEN)
    dialog.route.choose(Route.INTRAMUSCULAR)
    assert dialog.site.chosen is Site.LEFT_LOWER_ABDOMEN
    assert dialog.site.hint.text() == "Left abdomen is not among the places for this route."


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("22 nov", ""),
        ("18 nov", "The same place was used on 15 November, less than 7 days apart."),
        ("4 nov", "The same place was used on 2 November, less than 7 days apart."),
        ("26 oct", ""),
        ("27 oct", "The same place was used on 2 November, less than 7 days apart."),
    ],
)
def test_the_same_place_within_a_week(show: Show, typed: str, hint: str) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    type_in(typed)
    dialog.site.choose(RIGHT)
    assert dialog.site.hint.text() == hint


def test_one_to_change_does_not_rest_from_itself(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS, injection=INJECTIONS[5])
    assert dialog.site.hint.text() == ""
    assert dialog.site.list.currentText() == "Right thigh, rested 13 days"


def test_the_picture_chooses(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    picture = dialog.site.picture
    click_at(picture, picture.spot(Site.RIGHT_DELTOID))
    assert dialog.site.chosen is Site.RIGHT_DELTOID
    assert dialog.site.list.currentText() == "Right shoulder, not used yet"
    click_at(picture, QPointF(1, 1))
    assert dialog.site.chosen is Site.RIGHT_DELTOID
    assert picture.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_picture_says_what_lies_under_the_pointer(show: Show) -> None:
    picture = a_dialog(show, *INJECTIONS).site.picture
    spot = picture.spot(LEFT).toPoint()
    at = picture.mapToGlobal(spot)
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, spot, at))
    assert QToolTip.text() == "Left thigh, rested 13 days"
    QTest.mouseMove(picture, spot)
    settle()
    assert picture.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_a_place_of_another_route_cannot_be_clicked(show: Show) -> None:
    dialog = a_dialog(show)
    dialog.route.choose(Route.INTRAMUSCULAR)
    picture = dialog.site.picture
    click_at(picture, picture.spot(Site.LEFT_UPPER_ARM))
    assert dialog.site.chosen is not Site.LEFT_UPPER_ARM


@pytest.mark.parametrize("site", SITES)
def test_every_place_is_found_in_the_picture_and_apart_from_others(show: Show, site: Site) -> None:
    picture = show(BodyPicture())
    assert isinstance(picture, BodyPicture)
    picture.show_places(rotate((), SITES, (), TODAY), None)
    assert picture.site_at(picture.spot(site)) is site
    assert picture.rect().contains(picture.spot(site).toPoint())
    for other in SITES:
        if other is not site:
            apart = picture.spot(site) - picture.spot(other)
            assert apart.manhattanLength() > 14, other


def test_left_is_right_of_the_middle_in_front_and_left_of_it_behind(show: Show) -> None:
    picture = show(BodyPicture())
    assert isinstance(picture, BodyPicture)
    front, back = picture.spot(Site.LEFT_VASTUS_LATERALIS), picture.spot(Site.LEFT_GLUTEUS_MEDIUS)
    assert front.x() > picture.spot(Site.RIGHT_VASTUS_LATERALIS).x()
    assert back.x() < picture.spot(Site.RIGHT_GLUTEUS_MEDIUS).x()
    assert front.x() < picture.width() / 2 < back.x()


def test_the_chosen_one_is_filled_and_the_proposed_one_ringed(show: Show) -> None:
    picture = show(BodyPicture())
    assert isinstance(picture, BodyPicture)
    plain = rotate((), (LEFT, RIGHT), (), TODAY)
    picture.show_places(plain, None)
    nothing = picture.grab().toImage()
    picture.show_places(plain, LEFT)
    chosen = picture.grab().toImage()
    picture.show_places(rotate((), (LEFT, RIGHT), (LEFT,), TODAY), None)
    ringed = picture.grab().toImage()
    spot = picture.spot(LEFT).toPoint()
    assert chosen.pixelColor(spot).lightness() < 80 < nothing.pixelColor(spot).lightness()
    assert ringed.pixelColor(spot) == nothing.pixelColor(spot)
    assert ringed != nothing


def test_the_places_a_patient_uses(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def use(dialog: SitesDialog) -> None:
        tab_to("Left outer thigh (muscle or under the skin)")
        press("Space")
        tab_to("Left shoulder muscle (muscle)")
        press("Space", "Return")

    def log(dialog: InjectionDialog) -> None:
        type_in("today")
        press("Alt+E")
        assert listed(dialog) == [
            "Not recorded",
            "Left shoulder, not used yet",
            "Left thigh, rested 13 days",
        ]
        tab_to("Site")
        press("Down", "Return")

    dialogs.answer(log, use)
    press("Ctrl+I")
    facts_held = on_disk(window.document.logbook)
    assert facts_held.patient.sites == (LEFT, Site.LEFT_DELTOID)
    assert facts_held.patient.follows == ("fatigue", "tingling")
    assert facts_held.injections[-1].site is Site.LEFT_DELTOID
    press("Ctrl+Z", "Ctrl+Z")
    assert on_disk(window.document.logbook).patient.sites == ()


def test_same_as_last_time_takes_the_next_in_turn(show: Show) -> None:
    dialog = a_dialog(show, Patient(sites=(LEFT, Site.LEFT_DELTOID)), *INJECTIONS)
    type_in("today")
    press("Alt+S", "Return")
    assert dialog.answer.site is Site.LEFT_DELTOID


def test_the_diary_finds_a_place(open_window: OpenWindow) -> None:
    window = open_window(*INJECTIONS, an_injection("2026-11-20", site=Site.LEFT_DELTOID))
    press("Ctrl+F")
    type_in("left shoulder")
    assert [row[0] for row in rows_of(window)] == ["20 Nov 2026"]
